/**
 * Replaces the reader of `~/.aws/config` in `@smithy/core`. A Lambda has no such file; it is configured by environment
 * variables.
 */
export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });

export const CONFIG_PREFIX_SEPARATOR = ".";

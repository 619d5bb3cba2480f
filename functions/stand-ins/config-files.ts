/**
 * Stands in for the reader of `~/.aws/config` in `@smithy/core`. A Lambda has no home with files in it: what is set
 * there is set by variables.
 */
export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });

export const CONFIG_PREFIX_SEPARATOR = ".";

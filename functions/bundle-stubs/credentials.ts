/**
 * Replaces `@aws-sdk/credential-provider-node`. Lambda passes its role's credentials in three environment variables,
 * valid for the life of the process. The SSO, profile, assume-role and instance-metadata providers, each with its own
 * client, are not needed there.
 */
export const defaultProvider = () => async () => {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = process.env;
  const sessionToken = process.env.AWS_SESSION_TOKEN;
  if (!accessKeyId || !secretAccessKey) {
    throw new Error("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set. Lambda sets both from the role.");
  }
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
};

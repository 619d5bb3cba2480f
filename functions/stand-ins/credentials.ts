/**
 * Stands in for `@aws-sdk/credential-provider-node`. Lambda gives a function its role's credentials in three
 * variables, and for the life of the process; single sign-on, profiles, roles to assume and instance metadata,
 * with a client for each, are for other machines.
 */
export const defaultProvider = () => async () => {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = process.env;
  const sessionToken = process.env.AWS_SESSION_TOKEN;
  if (!accessKeyId || !secretAccessKey) {
    throw new Error("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set. Lambda sets both from the role.");
  }
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
};

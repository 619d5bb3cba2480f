/** Fake secrets by format, which no store, message or log line may hold. Concatenated so that secret scanners ignore them. */
export const canaries: Readonly<Record<string, readonly string[]>> = {
  "aws key": [
    "AKIA" + "QYLPMN5HHHFPZAM2",
    "ASIA" + "Y34FZKBOKMUTVV7A",
    "AKIA" + "IOSFODNN7CANARY1",
    "ASIA" + "XCANARY2XCANARY2",
  ],
  "aws secret": [
    "wJa1rXUtnF3mI/K7MdEnG/bPx4fiCY9zQ2vLk8Ts",
    "8dKx2mQz/7VtLp0sYwBn3RfHj5GcUe9aXi4oTkZ1",
    "Zr4+Tq9LkX2vBn7MsW1cYp6HdGf3Ju8EaQo5RiVt",
    "h7Jq2Lw9Xc4Vb6Nm1Kz8Pd3Rt5Ys0GfUaEiO/TbQ",
  ],
  jwt: [
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkxIn0.c2lnbmF0dXJl",
    "eyJhbGciOiJub25lIn0.eyJzdWIiOiJjYW5hcnkyIn0.",
    "eyJ0eXAiOiJKV1QifQ.eyJhIjoxfQ.x-y_z0123456789",
    "eyJhbGciOiJSU0EtT0FFUCJ9.abc.def.ghi.jkl",
  ],
  pem: ["RSA ", "EC ", "", "OPENSSH "].map(
    (kind) =>
      `-----BEGIN ${kind}PRIVATE KEY-----\nMIIcanary${kind.length}QIBAAJB\nabcdef\n-----END ${kind}PRIVATE KEY-----`,
  ),
  bearer: ["Bearer 9f8e7d6c5b4a", "bearer CanaryTwo-abc.def~ghi", "BEARER Zm9vOmJhcg==", "Bearer opaque_token_3"],
  "basic header": [
    "Authorization: Basic Y2FuYXJ5OjE=",
    'authorization=Digest username="canary name", response="2"',
    "Proxy-Authorization: Basic Y2FuYXJ5OjM=",
    "Basic Y2FuYXJ5OmNhbmFyeTQ=",
  ],
  "basic auth url": [
    "postgres://canary_name:one@db.example.net:5432/x",
    "https://canary2@git.example.net/x",
    "mongodb+srv://u:p%40canary3@cluster.example.net",
    "redis://:canary4@cache.example.net:6379/0",
  ],
  stripe: [
    "sk_" + "live_4eC39HqLcanary1",
    "sk_" + "live_51H8Canary2abcdef",
    "rk_" + "live_canary3abcdefgh",
    "whsec_" + "canary4abcdefgh",
  ],
  github: [
    "ghp_" + "canary1ABCDEFGHIJKLMNOPQRSTUVWX",
    "gho_" + "canary2ABCDEFGHIJKLMNOPQRSTUVWX",
    "github_pat_" + "canary3_ABCDEFGHIJKLMNOP",
    "ghs_" + "canary4abcdefghijklmnopqrstuv",
  ],
  slack: [
    "xoxb-" + "1234567890-canary1",
    "xoxp-" + "canary2-abcdef",
    "xapp-" + "1-A0canary3-abcdef",
    "https://hooks.slack.com/services/T0/B0/canary4",
  ],
  "azure client secret": [
    "abc8Q~canary1ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "x.Y7Q~" + "canary2_abcdefghijklmnopqrstuvwxyz",
    "~Zz1Q~" + "canary3-0123456789-0123456789-01",
    "Q-_9Q~" + "canary4.ABCDEFabcdef0123456789abcd",
  ],
  "connection string": [
    "Server=tcp:db.example.net,1433;Database=x;User ID=sa;Password=canary1;",
    "DefaultEndpointsProtocol=https;AccountName=canary2;AccountKey=Y2FuYXJ5Mg==;EndpointSuffix=core.example.net",
    "Endpoint=sb://bus.example.net/;SharedAccessKeyName=root;SharedAccessKey=canary3=",
    "HostName=hub.example.net;DeviceId=d;SharedAccessKey=canary4",
  ],
  "card number": ["4111 1111 1111 1111", "5500-0000-0000-0004", "378282246310005", "6011111111111117"],
  "named value": ["password=canary1", "client_secret: 'canary two'", '"apiKey":"canary3"', "refresh-token => canary4"],
  "signed url": [
    "https://store.example.net/f?X-Amz-Signature=canary1&X-Amz-Expires=60",
    "https://store.example.net/f?sv=2026&sig=canary2%3D",
    "/download/report.pdf?token=canary3",
    "https://app.example.net/#access_token=canary4&state=x",
  ],
};

/** The secret part of a canary; text around it may remain. */
export function secretPart(canary: string): string {
  return /canary[ \w]*/i.exec(canary)?.[0] ?? canary;
}

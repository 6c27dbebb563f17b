namespace Tanuki.Core.Tests.Secrets;

/// <summary>Secrets of every kind, none of them real. Joined at run time, so that services which search sources for keys find none here.</summary>
internal static class Planted
{
    private const string Letters = "aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA2cD4fG6hJ8kL";

    public static IReadOnlyList<(string Kind, string Secret, string Text)> All { get; } =
    [
        .. new (string Kind, string Secret)[]
        {
            ("aws-access-key", "AKIA" + "Z7VRSQ5TJN2XMPLQ"),
            ("google-api-key", "AIza" + Letters[..35]),
            ("google-token", "ya29." + Letters[..30]),
            ("github-token", "ghp_" + Letters[..36]),
            ("github-token", "github_pat_" + Letters[..40]),
            ("gitlab-token", "glpat-" + Letters[..20]),
            ("bitbucket-token", "ATBB" + Letters[..32]),
            ("slack-token", "xoxb-" + "123456789012-abcdefGHIJKL"),
            ("stripe-key", "sk_live_" + Letters[..24]),
            ("huggingface-token", "hf_" + Letters[..34]),
            ("npm-token", "npm_" + Letters[..36]),
            ("pypi-token", "pypi-AgE" + Letters + Letters[..12]),
            ("docker-token", "dckr_pat_" + Letters[..27]),
            ("sendgrid-key", "SG." + Letters[..22] + "." + Letters[..43]),
            ("digitalocean-token", "dop_v1_" + new string('a', 32) + new string('7', 32)),
            ("vault-token", "hvs." + Letters[..30]),
            ("age-key", "AGE-SECRET-KEY-1" + string.Concat(Letters, Letters).ToUpperInvariant()[..58]),
            ("telegram-token", "123456789:AA" + Letters[..33]),
            ("jwt", "eyJ" + "hbGciOiJIUzI1NiJ9.eyJ" + "zdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P"),
            ("private-key", $"-----BEGIN RSA {"PRIVATE"} KEY-----\n{Letters}{Letters}\n{Letters}==\n-----END RSA {"PRIVATE"} KEY-----"),
            ("private-key", $"-----BEGIN {"PRIVATE"} KEY-----\\n{Letters}{Letters}\\n{Letters}==\\n-----END {"PRIVATE"} KEY-----"),
        }.Select(secret => (secret.Kind, secret.Secret, $"before {secret.Secret} after")),
        ("model-api-key", Letters[..30], $"key is sk-{Letters[..30]}, use it"),
        ("model-api-key", "proj-" + Letters[..30], $"key is sk-proj-{Letters[..30]}, use it"),
        ("azure-key", Letters + "==", $"DefaultEndpointsProtocol=https;AccountKey={Letters}==;EndpointSuffix=x"),
        ("slack-webhook", "T01234567/B01234567/" + Letters[..24], $"https://hooks.slack.com/services/T01234567/B01234567/{Letters[..24]}"),
        ("url-password", "hunter2!", "postgres://app:hunter2!@db.internal:5432/app"),
        ("authorization", "dXNlcjpodW50ZXIyaHVudGVyMg==", "Authorization: Basic dXNlcjpodW50ZXIyaHVudGVyMg=="),
        ("assignment", "tr0ub4dor&3x", "db_password = \"tr0ub4dor&3x\""),
        ("assignment", "9f8e7d6c5b4a39281706", "\"clientSecret\": \"9f8e7d6c5b4a39281706\","),
        ("assignment", "S3cr3tValue99", "  password: S3cr3tValue99\n"),
        ("env-file", "pl4nted-value", "# settings\nexport SERVICE_KEY=pl4nted-value\nDEBUG=1\n"),
    ];
}

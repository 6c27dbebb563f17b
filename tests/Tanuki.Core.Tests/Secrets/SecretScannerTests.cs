using System.Text;
using CsCheck;
using Tanuki.Core.Secrets;

namespace Tanuki.Core.Tests.Secrets;

public sealed class SecretScannerTests
{
    private const string Known = "correct-horse/battery staple+7";

    private static readonly SecretScanner Scanner = SecretScanner.For(new Dictionary<string, string>
    {
        ["SERVICE_TOKEN"] = Known,
        ["SSH_KEY"] = "first line of it\nsecond line of it",
        ["DATABASE_URL"] = "postgres://app:hunter2hunter2@db/app",
        ["HOME"] = "/home/somebody-else",
        ["POSTGRES_PASSWORD"] = "postgres",
        ["XAUTHORITY"] = "/tmp/a-path-of-some-length",
        ["GOOGLE_APPLICATION_CREDENTIALS"] = "/home/me/key.json",
        ["EDITOR"] = "a-long-name-of-an-editor",
    });

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Planted.All.Count)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Each_kind_is_found_and_replaced_alone(int number)
    {
        var (kind, secret, text) = Planted.All[number];

        var redacted = Scanner.Redact(text);

        Assert.DoesNotContain(secret, redacted, StringComparison.Ordinal);
        var begin = text.IndexOf(secret, StringComparison.Ordinal);
        Assert.Matches($@"^\[secret:{kind}:[0-9a-f]{{8}}\]$", redacted[begin..^(text.Length - begin - secret.Length)]);
        Assert.Equal((text[..begin], text[(begin + secret.Length)..]), (redacted[..begin], redacted[^(text.Length - begin - secret.Length)..]));
    }

    [Fact]
    public void The_same_secret_has_the_same_name_everywhere()
    {
        var (_, secret, _) = Planted.All[0];

        Assert.Equal(Scanner.Redact(secret), SecretScanner.For(new Dictionary<string, string>()).Redact(secret));
        Assert.NotEqual(Scanner.Redact(secret), Scanner.Redact(secret[..^1] + "A"));
    }

    [Theory]
    [InlineData("DATABASE said: {0}")]
    [InlineData("a {0} b {0}")]
    public void A_value_of_the_environment_is_found_wherever_it_stands(string form)
    {
        foreach (var shown in new[] { Known, "hunter2hunter2", Uri.EscapeDataString(Known), "first line of it\nsecond line of it", @"first line of it\nsecond line of it" })
            Assert.DoesNotContain(shown, Scanner.RedactKnown(string.Format(null, form, shown)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("u:")]
    [InlineData("me:")]
    [InlineData("user:")]
    public void A_value_of_the_environment_is_found_in_base64_behind_any_other_text(string before)
    {
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(before + Known + " and more"));

        Assert.Contains("[secret:env:", Scanner.RedactKnown($"x {encoded} y"), StringComparison.Ordinal);
        Assert.Contains("[secret:env:", Scanner.RedactKnown($"x {encoded.Replace('+', '-').Replace('/', '_')} y"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/home/somebody-else")]
    [InlineData("install postgres, then use it")]
    [InlineData("/tmp/a-path-of-some-length")]
    [InlineData("/home/me/key.json")]
    [InlineData("a-long-name-of-an-editor")]
    public void What_is_no_secret_in_the_environment_stays(string text) => Assert.Equal(text, Scanner.Redact(text));

    [Theory]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  models/tanuki.gguf")]
    [InlineData("""{"sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "size": 1}""")]
    [InlineData("id = \"550e8400-e29b-41d4-a716-446655440000\"")]
    [InlineData("token = tokens[index1]")]
    [InlineData("self.password = password_from_user1(self)")]
    [InlineData("const token = await nextToken(stream2);")]
    [InlineData("password: str = \"\"")]
    [InlineData("max_tokens = 4096, tokenizer = \"Qwen2.5-Coder-7B-Instruct\"")]
    [InlineData("PASSWORD=$1")]
    [InlineData("API_KEY=your-api-key-1")]
    [InlineData("postgres://user:password@localhost/db")]
    [InlineData("https://host:8080/path@2x.png")]
    [InlineData("assert tokenize(\"a1 b2\") == [\"a1\", \"b2\"]")]
    [InlineData("password_hash = \"5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8\"")]
    [InlineData("the secret: never give up 2day")]
    [InlineData("dGhpcyBpcyBvbmx5IHNvbWUgYmFzZTY0IHRleHQ=")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUQ2\n-----END CERTIFICATE-----")]
    public void What_only_looks_like_a_secret_stays(string text) => Assert.Equal(text, Scanner.Redact(text));

    [Fact]
    public void A_key_without_its_end_is_found()
    {
        var (_, key, _) = Planted.All.First(planted => planted.Kind == "private-key");
        var cut = key[..key.LastIndexOf("-----END", StringComparison.Ordinal)];

        Assert.Matches(@"^\[secret:private-key:[0-9a-f]{8}\]$", Scanner.Redact(cut));
    }

    [Fact]
    public void Code_that_writes_keys_is_no_key() =>
        Assert.Empty(Scanner.Find($"\"-----BEGIN {"PRIVATE"} KEY-----\\n\" + Encode(bytes) + \"\\n-----END {"PRIVATE"} KEY-----\""));

    [Fact]
    public void What_is_replaced_stays_as_it_is() => Texts().Sample(text =>
    {
        var once = Scanner.Redact(text);
        Assert.Equal(once, Scanner.Redact(once));
    }, iter: 400);

    [Fact]
    public void Pieces_are_redacted_like_the_whole() => Gen.Select(Texts(), Gen.Int[1, 60].Array[1, 8]).Sample((text, lengths) =>
    {
        var filter = Scanner.NewFilter();
        var given = new StringBuilder();
        for (var (at, turn) = (0, 0); at < text.Length; turn++)
        {
            var length = Math.Min(lengths[turn % lengths.Length], text.Length - at);
            given.Append(filter.Append(text.Substring(at, length)));
            at += length;
        }
        given.Append(filter.Finish());

        Assert.Equal(Scanner.Redact(text), given.ToString());
    }, iter: 400);

    [Fact]
    public void A_long_line_is_given_before_it_ends()
    {
        var filter = Scanner.NewFilter();
        var piece = new string('x', 1 << 16);

        var given = Enumerable.Range(0, 40).Sum(_ => (long)filter.Append(piece).Length);

        Assert.InRange(given, 1 << 20, 40L << 16);
        Assert.Equal(40L << 16, given + filter.Finish().Length);
    }

    [Fact]
    public void There_is_no_alarm_in_the_sources_of_this_repository()
    {
        var root = Root();
        string[] searched = ["src", "tests", "docs", "bench", "scripts", "deploy"];
        string[] passed = ["Secrets", "review_009_dangers_and_secrets", "node_modules", "peers", "obj", "bin"];
        var alarms = searched
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories))
            .Where(file => !Path.GetRelativePath(root, file).Split('/').Any(passed.Contains))
            .Where(file => new FileInfo(file).Length < 1 << 20)
            .SelectMany(file => Scanner.Find(File.ReadAllText(file)).Select(finding => $"{Path.GetRelativePath(root, file)}: {finding}"));

        Assert.Empty(alarms);
    }

    /// <summary>Lines with and without secrets, also of several lines, next to each other in any order.</summary>
    private static Gen<string> Texts()
    {
        string[] pieces =
        [
            .. Planted.All.Select(planted => planted.Text), .. Planted.All.Select(planted => Scanner.Redact(planted.Text)),
            Known, "hunter2hunter2", "first line of it\nsecond line of it", "a line", "", "x = 1", "-----BEGIN", "token", "= \"q1w2e3r4t5\"",
        ];
        string[] ends = ["\n", "\n", " ", "\r\n"];
        return Gen.Select(Gen.Int[0, pieces.Length - 1], Gen.Int[0, 3], (piece, end) => pieces[piece] + ends[end]).Array[0, 12].Select(parts => string.Concat(parts));
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Tanuki.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the repository.");
        return folder;
    }
}

namespace Tanuki.Engine.Tests.Support;

/// <summary>Finds the bundled backbone, in the repository or beside it.</summary>
internal static class TestModel
{
    public const string FirstShard = "tanuki-0.5b-00001-of-00003.gguf";

    public static string Path { get; } = Folders().Select(folder => System.IO.Path.Combine(folder, FirstShard)).FirstOrDefault(Whole)
        ?? throw new FileNotFoundException($"{FirstShard} and its other shards are in none of: {string.Join(", ", Folders())}");

    private static IEnumerable<string> Folders()
    {
        if (Environment.GetEnvironmentVariable("TANUKI_TEST_MODELS") is { Length: > 0 } named)
            yield return named;
        var root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(System.IO.Path.Combine(root, "Tanuki.slnx")))
            root = System.IO.Path.GetDirectoryName(root);
        if (root is null)
            yield break;
        yield return System.IO.Path.Combine(root, "models");
        yield return System.IO.Path.GetFullPath(System.IO.Path.Combine(root, "..", "shared", "models"));
    }

    private static bool Whole(string firstShard) =>
        Enumerable.Range(1, 3).All(shard => File.Exists(firstShard.Replace("-00001-", $"-0000{shard}-", StringComparison.Ordinal)));
}

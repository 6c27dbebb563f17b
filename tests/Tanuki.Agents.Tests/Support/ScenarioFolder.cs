namespace Tanuki.Agents.Tests.Support;

/// <summary>Cases that are kept as data, and what comes of them. <c>TANUKI_UPDATE_GOLDEN=1</c> writes the latter anew.</summary>
internal static class ScenarioFolder
{
    /// <summary>A folder of <c>tests/scenarios</c>.</summary>
    public static string Of(string name)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Tanuki.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the repository.");
        return Path.Combine(folder, "tests", "scenarios", name);
    }

    public static void Golden(string path, string text)
    {
        if (Environment.GetEnvironmentVariable("TANUKI_UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, text);
        Assert.Equal(File.ReadAllText(path), text);
    }
}

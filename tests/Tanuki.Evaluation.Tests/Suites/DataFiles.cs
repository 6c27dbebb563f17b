using System.IO.Compression;
using System.Text;

namespace Tanuki.Evaluation.Tests.Suites;

/// <summary>Tiny files in the published formats, written for these tests, in a folder that goes away with them.</summary>
public sealed class DataFiles : IDisposable
{
    public const string HumanEvalLine =
        """{"task_id": "HumanEval/7", "prompt": "def twice(x):\n    \"\"\" Twice x.\n    >>> twice(2)\n    4\n    \"\"\"\n", "entry_point": "twice", "canonical_solution": "    return 2 * x\n", "test": "\n\nMETADATA = {}\n\n\ndef check(candidate):\n    assert candidate(3) == 6\n"}""";

    public DataFiles() => Directory.CreateDirectory(Folder);

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "tanuki-evaluation-" + Guid.NewGuid().ToString("n"));

    public static string MbppLine(int id, string setup = "") =>
        $$"""{"task_id": {{id}}, "text": "Write a function to add two numbers.", "code": "def helper(a):\r\n  return a\r\ndef add(a, b):\r\n  return helper(a) + b", "test_list": ["assert add(1, 2) == 3", "assert add(0, 0) == 0", "assert add(-1, 1) == 0"], "test_setup_code": "{{setup}}", "challenge_test_list": []}""";

    public string Write(string name, params string[] lines)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, string.Join('\n', lines));
        return path;
    }

    public string WriteZipped(string name, params string[] lines)
    {
        var path = Path.Combine(Folder, name);
        using var zip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        zip.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

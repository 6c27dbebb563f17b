namespace Tanuki.Evaluation.Tests.Suites.QuixBugs;

/// <summary>Tiny programs of our own in the published layout.</summary>
public sealed class QuixBugsFolder : IDisposable
{
    public const string RightPython = "def double(n):\n    return 2 * n\n";
    public const string RightJava = "package java_programs;\n\npublic class TWICE {\n    public static int twice(int n) {\n        return 2 * n;\n    }\n}\n";

    private readonly (string Path, string Content)[] _files =
    [
        ("python_programs/double.py", "def double(n):\n    return 3 * n\n\n\"\"\"\nDouble\n\nInput:\n    n: a number\n\nExamples:\n    >>> double(3)\n    6\n\"\"\"\n"),
        ("python_programs/count.py", "def count(node):\n    return 1\n"),
        ("python_programs/double_test.py", "print('not a program')\n"),
        ("python_programs/node.py", "class Node:\n    pass\n"),
        ("python_programs/untested.py", "def untested():\n    pass\n"),
        ("json_testcases/double.json", "[[1], 2]\n[[4], 8]\n[[0], 0]\n"),
        ("python_testcases/load_testdata.py", "import json\nfrom pathlib import Path\n\n\ndef load_json_testcases(name):\n    path = Path(__file__).parent / \"..\" / f\"json_testcases/{name}.json\"\n    return [json.loads(line) for line in open(path)]\n"),
        ("python_testcases/node.py", "class Node:\n    def __init__(self, successor=None):\n        self.successor = successor\n"),
        ("python_testcases/test_double.py", """
            import pytest
            from load_testdata import load_json_testcases

            if pytest.use_correct:
                from correct_python_programs.double import double
            else:
                from python_programs.double import double

            testdata = load_json_testcases(double.__name__)


            @pytest.mark.parametrize("input_data,expected", testdata)
            def test_double(input_data, expected):
                if not pytest.run_slow and input_data == [0]:
                    pytest.skip("too slow")
                assert double(*input_data) == expected
            """),
        ("python_testcases/test_count.py", """
            import pytest
            from node import Node

            if pytest.use_correct:
                from correct_python_programs.count import count
            else:
                from python_programs.count import count


            def test1():
                assert count(Node(Node())) == 2


            def test2():
                assert count(Node()) == 1
            """),
        ("java_programs/TWICE.java", RightJava.Replace("2 * n", "n", StringComparison.Ordinal)),
        ("java_programs/LONE.java", "package java_programs;\n\npublic class LONE {\n}\n"),
        ("java_programs/Node.java", "package java_programs;\n\npublic class Node {\n    public int value = 21;\n}\n"),
        ("java_testcases/junit/TWICE_TEST.java", """
            package java_testcases.junit;

            import static org.junit.Assert.assertEquals;
            import java_programs.Node;
            import org.junit.Test;

            public class TWICE_TEST {
                @org.junit.Test(timeout = 1000)
                public void test_0() throws java.lang.Exception {
                    int result = java_programs.TWICE.twice((int) 4);
                    org.junit.Assert.assertEquals((int) 8, result);
                }

                @org.junit.Test(timeout = 40000)
                @org.junit.Ignore
                public void test_2() {
                    assertEquals(1, java_programs.TWICE.twice(1));
                }

                @Test
                public void test_1() {
                    assertEquals("42", String.valueOf(java_programs.TWICE.twice(new Node().value)));
                }
            }
            """),
    ];

    public QuixBugsFolder()
    {
        foreach (var (path, content) in _files)
        {
            var target = System.IO.Path.Combine(Path, path);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.WriteAllText(target, content);
        }
    }

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "tanuki-quixbugs-" + Guid.NewGuid().ToString("n"));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

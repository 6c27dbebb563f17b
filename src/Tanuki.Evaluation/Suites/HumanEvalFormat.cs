using System.Text.Json;
using Tanuki.Core.Tasks;

namespace Tanuki.Evaluation.Suites;

/// <summary>HumanEval: <c>task_id</c>, <c>prompt</c>, <c>entry_point</c>, <c>canonical_solution</c>, <c>test</c>.</summary>
internal static class HumanEvalFormat
{
    public static EvaluationTask Parse(JsonElement element)
    {
        var entryPoint = element.Text("entry_point");
        var tests = $"{element.Text("test").Trim('\n')}\n\ncheck({entryPoint})\n";
        return new EvaluationTask(
            element.Text("task_id"),
            new CodingTask { Text = element.Text("prompt"), Language = LanguageNames.Python },
            new SourceFile("hidden_tests.py", tests),
            entryPoint);
    }
}

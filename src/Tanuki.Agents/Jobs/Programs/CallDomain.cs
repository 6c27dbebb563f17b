using Tanuki.Agents.Analysis.Examples;
using Tanuki.Agents.Analysis.Literals;
using Tanuki.Agents.Analysis.Mutation;

namespace Tanuki.Agents.Jobs.Programs;

/// <summary>Whether a call is one that the program is for. Nobody promises anything about arguments of other kinds.</summary>
internal static class CallDomain
{
    /// <returns>Null: nothing shows what kinds of arguments are meant.</returns>
    public static bool? Fits(Call call, ProgramFunction function, IReadOnlyList<FoundExample> examples)
    {
        if (call.Arguments.Count > function.Parameters.Count)
            return false;
        var shown = examples.Where(found => found.Call.Callee == call.Callee).Select(found => found.Call.Arguments).ToList();
        if (shown.Count > 0)
            return shown.Exists(arguments => arguments.Count == call.Arguments.Count
                && arguments.Zip(call.Arguments).All(pair => Same(pair.First.Value, pair.Second.Value)));
        return call.Arguments.Count < function.Parameters.Count ? false : null;
    }

    private static bool Same(Literal shown, Literal given) =>
        Shape.Same(shown, given) || (shown is FloatLiteral && given is IntLiteral);
}

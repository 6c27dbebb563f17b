using Tanuki.Agents.Analysis.Literals;

namespace Tanuki.Agents.Analysis.Mutation;

internal static class Shape
{
    /// <summary>Whether two values have one type, looking at the first item of lists.</summary>
    public static bool Same(Literal a, Literal b) => (a, b) switch
    {
        (SequenceLiteral x, SequenceLiteral y) => x.Kind == y.Kind && x.Constructor == y.Constructor
            && (x.Items.Count == 0 || y.Items.Count == 0 || Same(x.Items[0], y.Items[0])),
        (TextLiteral x, TextLiteral y) => x.Kind == y.Kind,
        (IntLiteral x, IntLiteral y) => x.Suffix == y.Suffix,
        (FloatLiteral x, FloatLiteral y) => x.Suffix == y.Suffix,
        _ => a.GetType() == b.GetType(),
    };
}

namespace Tanuki.Engine.Grammars;

/// <summary>Rules that come back to themselves before any byte is read: a matcher would follow them for ever.</summary>
internal static class LeftRecursion
{
    /// <exception cref="GrammarException">There is such a rule.</exception>
    public static void Refuse(GrammarProgram program, IReadOnlyList<string> names)
    {
        var empty = Nullable(program);
        var calls = Enumerable.Range(0, program.RuleCount).Select(rule => FirstCalls(program, rule, empty).Calls).ToArray();
        for (var rule = 0; rule < calls.Length; rule++)
            if (Reaches(calls, rule))
                throw new GrammarException($"The grammar's rule \"{names[rule]}\" begins with itself (left recursion); write it with \"*\" or put something before it.");
    }

    /// <summary>Which rules match nothing at all, too.</summary>
    private static bool[] Nullable(GrammarProgram program)
    {
        var empty = new bool[program.RuleCount];
        for (var changed = true; changed;)
        {
            changed = false;
            for (var rule = 0; rule < empty.Length; rule++)
                if (!empty[rule] && FirstCalls(program, rule, empty).Empty)
                    changed = empty[rule] = true;
        }
        return empty;
    }

    /// <summary>The rules that <paramref name="rule"/> may begin with, and whether it can end before any byte.</summary>
    private static (HashSet<int> Calls, bool Empty) FirstCalls(GrammarProgram program, int rule, bool[] empty)
    {
        var (calls, ends) = (new HashSet<int>(), false);
        var seen = new HashSet<int>();
        var pending = new Stack<int>([program.Entry(rule)]);
        while (pending.TryPop(out var at))
        {
            if (!seen.Add(at))
                continue;
            var step = program[at];
            switch (step.Kind)
            {
                case StepKind.Split:
                    pending.Push(step.A);
                    pending.Push(step.B);
                    break;
                case StepKind.Call:
                    calls.Add(step.A);
                    if (empty[step.A])
                        pending.Push(step.B);
                    break;
                case StepKind.Return:
                    ends = true;
                    break;
            }
        }
        return (calls, ends);
    }

    private static bool Reaches(HashSet<int>[] calls, int rule)
    {
        var seen = new HashSet<int>();
        var pending = new Stack<int>(calls[rule]);
        while (pending.TryPop(out var called))
        {
            if (called == rule)
                return true;
            if (seen.Add(called))
                foreach (var next in calls[called])
                    pending.Push(next);
        }
        return false;
    }
}

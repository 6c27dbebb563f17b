// The harness's process: evaluates tests, examples and probes against stand-ins for the candidate and reports under the secret.
using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace TanukiHarness;

internal static partial class Harness
{
    private static string _secret = "";
    private static int _count;
    private static bool _refuted;

    private static void Main()
    {
        var thread = new Thread(Run, 64 * 1024 * 1024);
        thread.Start();
        thread.Join();
        Environment.Exit(0);
    }

    private static void Run()
    {
        var setup = JsonNode.Parse(Remote.Link.ReadLine()!)!;
        _secret = setup["secret"]!.GetValue<string>();
        Remote.Link.WriteLine("T" + (setup["time"]!.GetValue<double>() * setup["share"]!.GetValue<double>()).ToString(CultureInfo.InvariantCulture));
        Console.SetOut(TextWriter.Null);
        Console.SetError(TextWriter.Null);
        try
        {
            Remote.Link.Receive();
        }
        catch (LostException)
        {
            // Every check says so.
        }

        Script();
        Tests();
        Examples();
        // How a program that is wrong behaves elsewhere decides nothing.
        if (!_refuted)
            Probes();
        Remote.Link.WriteLine("R" + new JsonObject { ["s"] = _secret, ["done"] = _count }.ToJsonString());
    }

    // Generated for each plan.
    static partial void Script();

    static partial void Examples();

    static partial void Probes();

    private static void Tests()
    {
        foreach (var type in typeof(Harness).Assembly.GetTypes().Where(t => t.Namespace != "TanukiHarness" && !t.IsAbstract && !typeof(RemoteObject).IsAssignableFrom(t)))
        {
            foreach (var method in type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            {
                if (method.GetCustomAttribute<FactAttribute>() is { } fact || method.GetCustomAttributes<InlineDataAttribute>().Any())
                    Check("test", 0, $"{type.Name}.{method.Name}", () => RunTest(type, method));
            }
        }
    }

    private static void RunTest(Type type, MethodInfo method)
    {
        if (method.GetCustomAttribute<FactAttribute>()?.Skip is not null)
            throw Remote.Link.Lose("skipped by the test file");
        var rows = method.GetCustomAttributes<InlineDataAttribute>().ToList();
        var parameters = method.GetParameters();
        if (parameters.Length > 0 && rows.Count == 0)
            throw Remote.Link.Lose("the test's data are not given inline");
        foreach (var row in rows.Count == 0 ? [null] : rows.Cast<InlineDataAttribute?>())
        {
            var instance = method.IsStatic ? null : Activator.CreateInstance(type);
            foreach (var setUp in type.GetMethods().Where(m => m.IsDefined(typeof(SetUpAttribute)) || m.IsDefined(typeof(TestInitializeAttribute))))
                setUp.Invoke(instance, null);
            var values = row?.Values.Select((v, i) => v is IConvertible && !parameters[i].ParameterType.IsEnum && (Nullable.GetUnderlyingType(parameters[i].ParameterType) ?? parameters[i].ParameterType) is { } to && to != typeof(object)
                ? Convert.ChangeType(v, to, CultureInfo.InvariantCulture) : v).ToArray();
            var result = method.Invoke(instance, values);
            if (result is Task task)
                task.GetAwaiter().GetResult();
            if (row is TestCaseAttribute { ExpectedResult: { } wanted })
                Assert.Equal(wanted, result);
            (instance as IDisposable)?.Dispose();
        }
    }

    /// <summary>Runs one check and reports it; nothing that goes wrong on the way counts as passed.</summary>
    private static void Check(string kind, int i, string text, Action run)
    {
        var start = Stopwatch.GetTimestamp();
        var (outcome, detail) = ("error", default(string));
        Remote.Link.Forgive();
        try
        {
            if (Remote.Link.Dead is { } dead && !Remote.Link.Restart())
                throw new LostException(dead);
            run();
            outcome = "passed";
        }
        catch (Exception e)
        {
            var inner = e is TargetInvocationException { InnerException: { } cause } ? cause : e;
            (outcome, detail) = (inner is LostException ? "error" : "failed", inner is AssertionException ? inner.Message : $"{inner.GetType().Name}: {inner.Message}");
        }

        if (Remote.Link.Fault is { } fault)
            (outcome, detail) = ("error", fault);
        _refuted |= outcome != "passed";
        Report(new JsonObject { ["kind"] = kind, ["i"] = i, ["text"] = text, ["outcome"] = outcome, ["detail"] = detail is { Length: > 1500 } ? detail[..1500] : detail, ["ms"] = Stopwatch.GetElapsedTime(start).TotalMilliseconds });
    }

    private static void Report(JsonObject report)
    {
        _count++;
        report["s"] = _secret;
        Remote.Link.WriteLine("R" + report.ToJsonString());
    }

    private static void ScriptCheck(string text, Func<Task> run) => Check("test", 0, text, () =>
    {
        var before = Remote.Link.Calls;
        run().GetAwaiter().GetResult();
        if (Remote.Link.Calls == before)
            throw Remote.Link.Lose("the test file never calls the program");
    });

    private static void Example<T>(int i, string text, Func<T> call, Func<T> expected) => Check("example", i, text, () =>
    {
        var want = expected();
        var actual = call();
        if (!Same.Values(actual, want))
            throw new AssertionException($"{text}\n  actual:   {Same.Show(actual)}\n  expected: {Same.Show(want)}");
    });

    private static object? NotAnExpression(string text) => throw Remote.Link.Lose(text);

    private static void Probe<T>(int i, Func<T> call)
    {
        string text;
        Remote.Link.Forgive();
        try
        {
            text = Remote.Link.Dead is not null && !Remote.Link.Restart() ? "!lost" : Same.Show(call(), 2000);
        }
        catch (Exception e)
        {
            text = "!" + e.GetType().Name;
        }

        if (Remote.Link.Fault is { } fault)
            text = fault.Contains("signal", StringComparison.Ordinal) || fault.Contains("time", StringComparison.Ordinal) ? "timeout" : "!lost";
        Report(new JsonObject { ["kind"] = "probe", ["i"] = i, ["text"] = text });
    }
}

internal static class Same
{
    /// <summary>Equal data: sequences item by item, floating point within 1e-9. A stand-in never equals data.</summary>
    public static bool Values(object? a, object? b)
    {
        if (ReferenceEquals(a, b))
            return true;
        if (a is null || b is null)
            return false;
        if (a is RemoteObject || b is RemoteObject)
            return a is RemoteObject && b is RemoteObject && a.Equals(b);
        if (a is double or float && b is IConvertible && b is not string && b is not bool)
        {
            var (x, y) = (Convert.ToDouble(a, CultureInfo.InvariantCulture), Convert.ToDouble(b, CultureInfo.InvariantCulture));
            return x.Equals(y)
                || (double.IsFinite(x) && double.IsFinite(y)
                    && global::System.Math.Abs(x - y) <= 1e-9 * global::System.Math.Max(global::System.Math.Abs(x), global::System.Math.Abs(y)));
        }

        if (a is string || b is string)
            return a.Equals(b);
        if (a is IDictionary left && b is IDictionary right)
            return left.Count == right.Count && left.Keys.Cast<object>().All(k => right.Contains(k) && Values(left[k], right[k]));
        if (a is ITuple s && b is ITuple t)
            return s.Length == t.Length && Enumerable.Range(0, s.Length).All(i => Values(s[i], t[i]));
        if (a is IEnumerable xs && b is IEnumerable ys)
        {
            if (a.GetType().Name == "HashSet`1" && b.GetType().Name == "HashSet`1")
                return xs.Cast<object?>().Count() == ys.Cast<object?>().Count() && xs.Cast<object?>().All(x => ys.Cast<object?>().Any(y => Values(x, y)));
            return xs.Cast<object?>().Take(1_000_001).ToList() is var p && ys.Cast<object?>().Take(1_000_001).ToList() is var q && p.Count == q.Count && p.Zip(q).All(z => Values(z.First, z.Second));
        }

        return a.Equals(b);
    }

    public static string Show(object? value, int limit = 300)
    {
        var text = value switch
        {
            null => "null",
            string s => "\"" + s + "\"",
            char c => "'" + c + "'",
            bool b => b ? "true" : "false",
            double d => Math.Abs(d) < 1e15 && d == Math.Floor(d) ? d.ToString("F1", CultureInfo.InvariantCulture) : d.ToString("G12", CultureInfo.InvariantCulture),
            RemoteObject o => o.GetType().Name,
            IDictionary map => "{" + string.Join(",", map.Keys.Cast<object>().Select(k => Show(k) + ":" + Show(map[k])).Order(StringComparer.Ordinal)) + "}",
            ITuple t => "(" + string.Join(",", Enumerable.Range(0, t.Length).Select(i => Show(t[i]))) + ")",
            IEnumerable items when value.GetType().Name == "HashSet`1" => "{" + string.Join(",", items.Cast<object?>().Select(x => Show(x)).Order(StringComparer.Ordinal)) + "}",
            IEnumerable items => "[" + string.Join(",", items.Cast<object?>().Take(1000).Select(x => Show(x))) + "]",
            IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
        return text.Length > limit ? text[..limit] + "…" : text;
    }
}

// The part of xunit's, NUnit's and MSTest's vocabulary that small test files use. In the global namespace, so that it is found
// under every using directive and before System.Diagnostics.Debug, whose calls a release build drops.
using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

[AttributeUsage(AttributeTargets.Method)] public class FactAttribute : Attribute { public string? DisplayName { get; set; } public string? Skip { get; set; } }
public sealed class TheoryAttribute : FactAttribute;
public sealed class TestAttribute : FactAttribute;
public sealed class TestMethodAttribute : FactAttribute;
public sealed class DataTestMethodAttribute : FactAttribute;
[AttributeUsage(AttributeTargets.All)] public sealed class TestFixtureAttribute : Attribute;
[AttributeUsage(AttributeTargets.All)] public sealed class TestClassAttribute : Attribute;
[AttributeUsage(AttributeTargets.Method)] public sealed class SetUpAttribute : Attribute;
[AttributeUsage(AttributeTargets.Method)] public sealed class TestInitializeAttribute : Attribute;
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)] public class InlineDataAttribute(params object?[]? values) : Attribute { public object?[] Values => values ?? [null]; }
public sealed class DataRowAttribute(params object?[]? values) : InlineDataAttribute(values);
public sealed class TestCaseAttribute(params object?[]? values) : InlineDataAttribute(values) { public object? ExpectedResult { get; set; } }

namespace Xunit { internal static class Present; }
namespace NUnit.Framework { internal static class Present; }
namespace Microsoft.VisualStudio.TestTools.UnitTesting { internal static class Present; }

public sealed class AssertionException(string message) : Exception(message);

public static class Debug
{
    public static void Assert(bool condition, string? message = null, [CallerArgumentExpression(nameof(condition))] string? text = null)
    {
        if (!condition)
            throw new AssertionException(message ?? text ?? "false");
    }

    public static void WriteLine(object? value) { }
}

public static class Assert
{
    public static void Equal<T>(T expected, T actual) => Need(TanukiHarness.Same.Values(actual, expected), actual, expected);
    public static void Equal<T>(IEnumerable<T> expected, IEnumerable<T> actual) => Need(TanukiHarness.Same.Values(actual, expected), actual, expected);
    public static void Equal(double expected, double actual, int precision) => Need(Math.Round(expected, precision) == Math.Round(actual, precision), actual, expected);
    public static void NotEqual<T>(T expected, T actual) => Need(!TanukiHarness.Same.Values(actual, expected), actual, "anything else");
    public static void AreEqual<T>(T expected, T actual, string? message = null) => Need(TanukiHarness.Same.Values(actual, expected), actual, expected);
    public static void AreEqual(double expected, double actual, double delta) => Need(Math.Abs(expected - actual) <= delta, actual, expected);
    public static void AreNotEqual<T>(T expected, T actual) => NotEqual(expected, actual);
    public static void True(bool condition, string? message = null, [CallerArgumentExpression(nameof(condition))] string? text = null) => Debug.Assert(condition, message, text + " was false");
    public static void False(bool condition, string? message = null, [CallerArgumentExpression(nameof(condition))] string? text = null) => Debug.Assert(!condition, message, text + " was true");
    public static void IsTrue(bool condition, string? message = null, [CallerArgumentExpression(nameof(condition))] string? text = null) => True(condition, message, text);
    public static void IsFalse(bool condition, string? message = null, [CallerArgumentExpression(nameof(condition))] string? text = null) => False(condition, message, text);
    public static void Null(object? value) => Need(value is null, value, null);
    public static void IsNull(object? value) => Null(value);
    public static void NotNull(object? value) => Need(value is not null, value, "not null");
    public static void IsNotNull(object? value) => NotNull(value);
    public static void Same(object? expected, object? actual) => Need(ReferenceEquals(expected, actual), actual, expected);
    public static void NotSame(object? expected, object? actual) => Need(!ReferenceEquals(expected, actual), actual, "another object");
    public static void Empty(IEnumerable value) => Need(!value.GetEnumerator().MoveNext(), value, "empty");
    public static void NotEmpty(IEnumerable value) => Need(value.GetEnumerator().MoveNext(), value, "not empty");
    public static T Single<T>(IEnumerable<T> value) { var all = value.ToList(); Need(all.Count == 1, value, "one item"); return all[0]; }
    public static void Contains<T>(T item, IEnumerable<T> items) => Need(items.Any(x => TanukiHarness.Same.Values(x, item)), items, item);
    public static void Contains(string part, string text) => Need(text.Contains(part, StringComparison.Ordinal), text, part);
    public static void DoesNotContain<T>(T item, IEnumerable<T> items) => Need(!items.Any(x => TanukiHarness.Same.Values(x, item)), items, item);
    public static void InRange<T>(T actual, T low, T high) where T : IComparable<T> => Need(actual.CompareTo(low) >= 0 && actual.CompareTo(high) <= 0, actual, low);
    public static T IsType<T>(object? value) { Need(value?.GetType() == typeof(T), value, typeof(T)); return (T)value!; }
    public static void Fail(string message = "failed by the test") => throw new AssertionException(message);
    public static T Throws<T>(Action run) where T : Exception => Thrown<T>(run, exact: true);
    public static T Throws<T>(Func<object?> run) where T : Exception => Thrown<T>(() => run(), exact: true);
    public static T ThrowsAny<T>(Action run) where T : Exception => Thrown<T>(run, exact: false);
    public static T ThrowsException<T>(Action run) where T : Exception => Thrown<T>(run, exact: true);
    public static T ThrowsExactly<T>(Action run) where T : Exception => Thrown<T>(run, exact: true);
    public static Task<T> ThrowsAsync<T>(Func<Task> run) where T : Exception => Task.FromResult(Thrown<T>(() => run().GetAwaiter().GetResult(), exact: true));

    private static T Thrown<T>(Action run, bool exact) where T : Exception
    {
        try
        {
            run();
        }
        catch (T e) when (!exact || e.GetType() == typeof(T))
        {
            return e;
        }

        throw new AssertionException($"{typeof(T).Name} was not thrown");
    }

    private static void Need(bool ok, object? actual, object? expected)
    {
        if (!ok)
            throw new AssertionException($"actual:   {TanukiHarness.Same.Show(actual)}\n  expected: {TanukiHarness.Same.Show(expected)}");
    }
}

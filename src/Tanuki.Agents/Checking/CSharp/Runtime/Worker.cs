// The candidate's process: holds the candidate's code and nothing else. Whatever that code does here, it can only change which
// plain values are answered; expected values, tests and the run's secret are in another sandbox.
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;

namespace TanukiHarness;

internal sealed class Worker : Wire
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;

    private readonly List<object> _objects = [];
    private readonly Dictionary<object, int> _numbers = new(ReferenceEqualityComparer.Instance);
    private readonly StreamWriter _out;
    private readonly StreamReader _in;

    private Worker()
    {
        _in = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false), false, 1 << 16);
        _out = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16) { AutoFlush = false, NewLine = "\n" };
        Console.SetOut(TextWriter.Null);
        Console.SetError(TextWriter.Null);
        Console.SetIn(TextReader.Null);
    }

    private static void Main()
    {
        var thread = new Thread(new Worker().Serve, 64 * 1024 * 1024);
        thread.Start();
        thread.Join();
        Environment.Exit(0);
    }

    private void Serve()
    {
        _in.ReadLine();
        Send(new JsonObject());
        while (_in.ReadLine() is { } line)
        {
            JsonObject reply;
            try
            {
                reply = Answer(JsonNode.Parse(line)!.AsObject());
            }
            catch (Exception e)
            {
                reply = new JsonObject { ["f"] = e.Message };
            }

            Send(reply);
        }
    }

    private void Send(JsonObject message)
    {
        _out.WriteLine(message.ToJsonString());
        _out.Flush();
    }

    private JsonObject Answer(JsonObject request)
    {
        var type = typeof(Worker).Assembly.GetType(request["c"]!.GetValue<string>(), throwOnError: true)!;
        var name = request["m"]!.GetValue<string>();
        var nodes = request["a"]!.AsArray();
        var target = request["i"] is { } number ? _objects[number.GetValue<int>()] : null;
        var members = name == ".ctor" ? type.GetConstructors(Everything).Where(c => !c.IsStatic) : type.GetMethods(Everything).Where(m => m.Name == name).Cast<MethodBase>();
        var signature = request["s"]!.AsArray().Select(s => s!.GetValue<string>()).ToArray();
        var member = members.FirstOrDefault(m => m.GetParameters().Select(p => p.ParameterType.ToString()).SequenceEqual(signature))
            ?? throw new MissingMethodException($"{type.Name}.{name}({string.Join(", ", signature)})");
        var parameters = member.GetParameters();
        var arguments = parameters.Select((p, i) => Decode(nodes[i], p.ParameterType)).ToArray();
        object? result;
        Type resultType;
        try
        {
            result = member is ConstructorInfo made ? made.Invoke(arguments) : member.Invoke(target, arguments);
            resultType = member is MethodInfo method ? method.ReturnType : type;
            if (result is Task task)
            {
                task.GetAwaiter().GetResult();
                resultType = resultType.IsGenericType ? resultType.GetGenericArguments()[0] : typeof(void);
                result = resultType == typeof(void) ? null : task.GetType().GetProperty("Result")!.GetValue(task);
            }
        }
        catch (Exception e)
        {
            var thrown = e is TargetInvocationException { InnerException: { } inner } ? inner : e;
            var chain = new JsonArray();
            for (var t = thrown.GetType(); t is not null && t != typeof(object); t = t.BaseType)
                chain.Add(t.FullName);
            return new JsonObject { ["x"] = chain, ["text"] = Safe(() => thrown.Message), ["p"] = thrown is ArgumentException argument ? Safe(() => argument.ParamName ?? "") : null };
        }

        var reply = new JsonObject { ["v"] = resultType == typeof(void) ? null : Encode(result, resultType) };
        if (request["w"]!.GetValue<bool>())
            reply["w"] = new JsonArray([.. parameters.Select((p, i) => p.ParameterType.IsByRef || IsMutable(arguments[i]) ? new JsonArray(Encode(arguments[i], p.ParameterType)) : (JsonNode?)null)]);
        return reply;
    }

    private static string Safe(Func<string> read)
    {
        try
        {
            var text = read();
            return text.Length > 2000 ? text[..2000] : text;
        }
        catch (Exception)
        {
            return "";
        }
    }

    protected override bool IsOpaque(Type type) => type.Assembly == typeof(Worker).Assembly && !type.IsEnum;

    protected override JsonNode EncodeOpaque(object value)
    {
        if (!_numbers.TryGetValue(value, out var number))
        {
            _numbers[value] = number = _objects.Count;
            _objects.Add(value);
        }

        return new JsonArray(number, value.GetType().FullName);
    }

    protected override object DecodeOpaque(JsonNode node, Type type) => _objects[node[0]!.GetValue<int>()];
}

using System.Text.Json.Nodes;
using Tanuki.Core;
using Tanuki.Models.Backbones;

namespace Tanuki.Models.Remote;

/// <summary>Requests in the words of each kind of server.</summary>
internal static class ChatBody
{
    public const string MaxTokens = "max_tokens";

    /// <summary>The protocol's own limit; further ones are looked for here.</summary>
    private const int MostStops = 4;

    /// <summary>Fields that an endpoint may reject and be asked without; <see cref="MaxTokens"/> has another name then.</summary>
    public static readonly string[] Dispensable =
    [
        MaxTokens, "seed", "stop", "stream_options", "temperature", "top_p", "logprobs", "top_logprobs",
        "top_k", "min_p", "repetition_penalty", "return_progress", "chat_template_kwargs",
    ];

    /// <param name="samples">Indices into the seeds; one unless the server forks.</param>
    /// <param name="without">Fields of <see cref="Dispensable"/> that this endpoint rejected.</param>
    /// <exception cref="TanukiException">The server cannot do what the request needs.</exception>
    public static JsonObject For(RemoteServer server, string model, GenerationRequest request, IReadOnlyList<int> samples, IReadOnlySet<string> without)
    {
        var body = Prompt(server, model, request);
        body["stream"] = true;
        body["stream_options"] = new JsonObject { ["include_usage"] = true };
        body["temperature"] = request.Temperature;
        body["top_p"] = request.TopP;
        body[without.Contains(MaxTokens) ? "max_completion_tokens" : MaxTokens] = request.MaxTokens;
        body["seed"] = Seed(request.Seeds[samples[0]]);
        if (samples.Count > 1)
            body["n"] = samples.Count;
        if (request.LogProbabilities)
            (body["logprobs"], body["top_logprobs"]) = (true, 1);
        // Where the model is only asked to begin with the prefill, what it writes before that must not end the answer.
        if (request.Stop.Count > 0 && !AsksForPrefill(server, request))
            body["stop"] = new JsonArray([.. request.Stop.Take(server.Kind == ServerKind.Generic ? MostStops : int.MaxValue).Select(stop => JsonValue.Create(stop))]);

        // These servers would else sample with their own settings, or with the model's.
        if (server.Kind is ServerKind.LlamaServer)
            (body["top_k"], body["min_p"], body["return_progress"]) = (0, 0, true);
        if (server.Kind is ServerKind.Vllm)
        {
            (body["top_k"], body["min_p"], body["repetition_penalty"]) = (-1, 0, 1);
            body["stream_options"]!["continuous_usage_stats"] = true;
        }
        AddGrammar(body, server, request.Grammar);
        foreach (var field in without)
            body.Remove(field);
        return body;
    }

    /// <summary>The part that decides how many tokens the prompt has.</summary>
    public static JsonObject Prompt(RemoteServer server, string model, GenerationRequest request)
    {
        var body = new JsonObject { ["model"] = model, ["messages"] = Messages(server, request) };
        if (server.Kind is ServerKind.LlamaServer or ServerKind.Vllm)
            body["chat_template_kwargs"] = new JsonObject { ["enable_thinking"] = false };
        if (server.Kind is ServerKind.Vllm && request.AssistantPrefill.Length > 0)
            (body["add_generation_prompt"], body["continue_final_message"]) = (false, true);
        AddAdapters(body, server, request.Adapters);
        return body;
    }

    public static bool AsksForPrefill(RemoteServer server, GenerationRequest request) =>
        request.AssistantPrefill.Length > 0 && !server.Capabilities.Prefill;

    private static JsonArray Messages(RemoteServer server, GenerationRequest request)
    {
        var messages = request.Messages.ToList();
        if (AsksForPrefill(server, request))
            messages[^1] = messages[^1] with { Content = $"{messages[^1].Content}\n\nBegin your answer with exactly this text, and go on where it ends:\n{request.AssistantPrefill}" };
        else if (request.AssistantPrefill.Length > 0)
            messages.Add(new ChatMessage("assistant", request.AssistantPrefill));
        return [.. messages.Select(message => new JsonObject { ["role"] = message.Role, ["content"] = message.Content })];
    }

    /// <summary>Servers agree on 31 bits.</summary>
    private static int Seed(long seed) => (int)((seed ^ (seed >> 31)) & int.MaxValue);

    private static void AddGrammar(JsonObject body, RemoteServer server, OutputGrammar? grammar)
    {
        if (grammar is null)
            return;
        if (grammar.Triggers.Count > 0)
            throw new TanukiException("The remote model cannot be held to a grammar from some point of its answer on.", "Use a local model for this.");
        if (server.Kind is ServerKind.LlamaServer)
            body["grammar"] = grammar.Gbnf;
        else if (server.Kind is ServerKind.Vllm && server.HasGuidedGrammar)
            body["guided_grammar"] = grammar.Gbnf;
        else if (server.Kind is ServerKind.Vllm)
            body["structured_outputs"] = new JsonObject { ["grammar"] = grammar.Gbnf };
        else if (grammar.JsonSchema is { } schema)
            body["response_format"] = new JsonObject
            {
                ["type"] = "json_schema",
                ["json_schema"] = new JsonObject { ["name"] = "answer", ["strict"] = true, ["schema"] = JsonNode.Parse(schema) },
            };
        else
            throw new TanukiException("The remote model cannot be held to a grammar.", "Use a local model, llama-server or vLLM for this.");
    }

    private static void AddAdapters(JsonObject body, RemoteServer server, IReadOnlyList<AdapterUse> adapters)
    {
        var uses = adapters.Where(use => use.Scale != 0).Select(use => (Name: Path.GetFileNameWithoutExtension(use.Path), use.Scale)).ToList();
        if (server.Kind is ServerKind.LlamaServer)
        {
            if (uses.Find(use => server.Adapters.All(served => served.Name != use.Name)) is { Name: { } missing })
                throw NotServed(missing, "It was not started with --lora and a file of this name.");
            // Without any, those that the server was started with would apply at the scales that it was started with.
            if (server.Adapters.Count > 0)
                body["lora"] = new JsonArray([.. server.Adapters.Select(served =>
                    new JsonObject { ["id"] = served.Id, ["scale"] = uses.Find(use => use.Name == served.Name).Scale })]);
        }
        else if (uses.Count > 0)
        {
            var (name, scale) = uses[0];
            if (server.Kind is not ServerKind.Vllm)
                throw NotServed(name, "Only llama-server and vLLM take adapters.");
            if (uses.Count > 1 || scale != 1)
                throw NotServed(name, "vLLM takes one adapter at a time, at its own scale.");
            if (!server.Models.Any(model => model.Id == name && model.Parent is not null))
                throw NotServed(name, "It does not list an adapter of this name.");
            body["model"] = name;
        }
    }

    private static TanukiException NotServed(string adapter, string reason) =>
        new($"The remote model cannot be asked under the adapter {Shown.Value(adapter)}. {reason}", "Load it there, or use a local model.");
}

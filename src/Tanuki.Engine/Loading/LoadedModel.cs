using Tanuki.Core;
using Tanuki.Engine.Adapters;
using Tanuki.Engine.Grammars;
using Tanuki.Engine.Native;
using Tanuki.Engine.Offloading;
using Tanuki.Engine.Resources;
using Tanuki.Engine.Scheduling;
using Tanuki.Engine.Text;

namespace Tanuki.Engine.Loading;

/// <summary>A model in memory with its context and the thread that decodes with it.</summary>
internal sealed unsafe class LoadedModel : IDisposable
{
    /// <summary>Files of adapters are kept ahead of the disk for as many times the bytes that llama.cpp may hold.</summary>
    private const int FilesPerResident = 2;

    /// <summary>ggml's workers sleep between graphs instead of spinning: sampling takes their place on the cores meanwhile.</summary>
    private const uint Poll = 0;

    private readonly ModelHandle _model;
    private readonly ContextHandle _context;
    private readonly ThreadPoolHandle _pool;
    private readonly ThreadAllotment _threads;
    private readonly ResidentAdapters _residents;

    private LoadedModel(
        string path, int requestedContextTokens, MemoryBudget budget, ModelHandle model, ModelFiles files, Offload offload, MemoryGuard guard, TimeProvider time)
    {
        (Path, _model, Offload) = (path, model, offload);
        _threads = new ThreadAllotment(time);
        _context = CreateContext(model, ContextSize.Choose(model, requestedContextTokens, guard, offload.KvInMemory), _threads.Threads);
        ContextTokens = (int)Llama.ContextTokens(_context);
        SequenceTokens = Math.Min(ContextTokens, Llama.ModelContextTrain(model));
        _pool = ThreadPoolHandle.Create(_threads.Threads, Poll);
        Llama.AttachThreadPool(_context, _pool.Pool, _pool.Pool);
        Vocabulary = new Vocabulary(model);
        Prompts = new PromptTokeniser(Vocabulary, new ChatTemplate(model));
        Grammars = new GrammarStore(Vocabulary);
        Architecture = files.Architecture;
        Heads = (Llama.ModelHeads(model), Llama.ModelKvHeads(model));
        Adapters = new AdapterStore(files, FilesPerResident * budget.AdapterBytes, guard);
        _residents = new ResidentAdapters(model, _context, budget.AdapterBytes);
        var prefixes = PrefixFolder.For(files, budget.PrefixDiskBytes);
        Decoding = new DecodingThread(new Batcher(_context, Vocabulary, _threads, _residents, offload.Layers == 0, budget.PrefixBytes, prefixes, guard), _threads);
    }

    public string Path { get; }

    public string Architecture { get; }

    /// <summary>Of attention in a layer, and those of them that have keys and values of their own.</summary>
    public (int All, int WithKeys) Heads { get; }

    /// <summary>Tokens of KV that all sequences share.</summary>
    public int ContextTokens { get; }

    /// <summary>The longest that one sequence may become.</summary>
    public int SequenceTokens { get; }

    public int Threads => _threads.Threads;

    /// <summary>What of it is on graphics processors.</summary>
    public Offload Offload { get; }

    public Vocabulary Vocabulary { get; }

    public PromptTokeniser Prompts { get; }

    public GrammarStore Grammars { get; }

    public AdapterStore Adapters { get; }

    public DecodingThread Decoding { get; }

    /// <exception cref="ModelFileException">The model cannot be loaded.</exception>
    /// <exception cref="SaturatedException">There is too little memory for it.</exception>
    public static LoadedModel Load(string path, int contextTokens, MemoryBudget budget, GpuLibrary gpu, MemoryGuard guard, TimeProvider time)
    {
        var files = ModelLoader.Check(path);
        var offload = gpu.Plan(files, contextTokens, budget.AdapterBytes);
        try
        {
            return Load(path, contextTokens, budget, files, offload, guard, time);
        }
        catch (ModelFileException exception) when (offload.Layers > 0)
        {
            var model = Load(path, contextTokens, budget, files, Offload.None, guard, time);
            gpu.GiveUp(exception.Message);
            return model;
        }
    }

    /// <summary>Gives back the memory that nobody needs at this moment.</summary>
    public void Trim()
    {
        Adapters.Trim();
        Decoding.Trim();
    }

    public void Dispose()
    {
        Decoding.Dispose();
        _residents.Dispose();
        Adapters.Dispose();
        Llama.DetachThreadPool(_context);
        _context.Dispose();
        _pool.Dispose();
        _model.Dispose();
    }

    private static LoadedModel Load(
        string path, int contextTokens, MemoryBudget budget, ModelFiles files, Offload offload, MemoryGuard guard, TimeProvider time)
    {
        var model = ModelLoader.Load(path, files, System.IO.Path.Combine(TanukiPaths.DataDirectory, "layouts"), guard, offload);
        try
        {
            return new LoadedModel(path, contextTokens, budget, model, files, offload, guard, time);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static ContextHandle CreateContext(ModelHandle model, int contextTokens, int threads)
    {
        var parameters = Llama.ContextDefaultParams();
        parameters.ContextTokens = (uint)contextTokens;
        parameters.BatchTokens = StepBatch.MostRows;
        parameters.MicroBatchTokens = StepBatch.MostRows;
        parameters.MaxSequences = Batcher.MaxSequences;
        parameters.MaxOutputs = StepBatch.MostOutputs;
        parameters.Threads = threads;
        parameters.ThreadsBatch = threads;
        parameters.UnifiedKv = 1;
        parameters.NoPerformanceCounters = 1;
        var context = Llama.InitFromModel(model, parameters);
        return !context.IsInvalid
            ? context
            : throw new ModelFileException(ModelFault.Unsupported,
                $"llama.cpp cannot make a context of {contextTokens} tokens: {NativeLog.TakeErrors()}");
    }
}

using Tanuki.Core;
using Tanuki.Engine.Adapters;
using Tanuki.Engine.Grammars;
using Tanuki.Engine.Native;
using Tanuki.Engine.Scheduling;
using Tanuki.Engine.Text;

namespace Tanuki.Engine.Loading;

/// <summary>A model in memory with its context and the thread that decodes with it.</summary>
internal sealed unsafe class LoadedModel : IDisposable
{
    /// <summary>Keys and values that a context may take where nobody asks for a size, within these numbers of tokens.</summary>
    private const long DefaultContextBytes = 512 << 20;

    private const int LeastDefaultTokens = 16384;

    private const int MostDefaultTokens = 32768;

    /// <summary>Files of adapters are kept ahead of the disk for as many times the bytes that llama.cpp may hold.</summary>
    private const int FilesPerResident = 2;

    /// <summary>ggml's workers sleep between graphs instead of spinning: sampling takes their place on the cores meanwhile.</summary>
    private const uint Poll = 0;

    private readonly ModelHandle _model;
    private readonly ContextHandle _context;
    private readonly ThreadPoolHandle _pool;
    private readonly ThreadAllotment _threads;
    private readonly ResidentAdapters _residents;

    private LoadedModel(string path, int requestedContextTokens, long adapterBytes, ModelHandle model, ModelFiles files, TimeProvider time)
    {
        (Path, _model) = (path, model);
        var trained = Llama.ModelContextTrain(model);
        _threads = new ThreadAllotment(time);
        _context = CreateContext(model, requestedContextTokens > 0 ? requestedContextTokens : Math.Min(DefaultContextTokens(model), trained),
            _threads.Threads);
        ContextTokens = (int)Llama.ContextTokens(_context);
        SequenceTokens = Math.Min(ContextTokens, trained);
        _pool = ThreadPoolHandle.Create(_threads.Threads, Poll);
        Llama.AttachThreadPool(_context, _pool.Pool, _pool.Pool);
        Vocabulary = new Vocabulary(model);
        Prompts = new PromptTokeniser(Vocabulary, new ChatTemplate(model));
        Grammars = new GrammarStore(Vocabulary);
        Architecture = files.Architecture;
        Adapters = new AdapterStore(files, FilesPerResident * adapterBytes);
        _residents = new ResidentAdapters(model, _context, adapterBytes);
        Decoding = new DecodingThread(_context, Vocabulary, _threads, _residents);
    }

    public string Path { get; }

    public string Architecture { get; }

    /// <summary>Tokens of KV that all sequences share.</summary>
    public int ContextTokens { get; }

    /// <summary>The longest that one sequence may become.</summary>
    public int SequenceTokens { get; }

    public int Threads => _threads.Threads;

    public Vocabulary Vocabulary { get; }

    public PromptTokeniser Prompts { get; }

    public GrammarStore Grammars { get; }

    public AdapterStore Adapters { get; }

    public DecodingThread Decoding { get; }

    /// <param name="adapterBytes">What llama.cpp may hold of adapters.</param>
    /// <exception cref="ModelFileException">The model cannot be loaded.</exception>
    public static LoadedModel Load(string path, int contextTokens, long adapterBytes, TimeProvider time)
    {
        var (model, files) = ModelLoader.Load(path, System.IO.Path.Combine(TanukiPaths.DataDirectory, "layouts"));
        try
        {
            return new LoadedModel(path, contextTokens, adapterBytes, model, files, time);
        }
        catch
        {
            model.Dispose();
            throw;
        }
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

    /// <summary>
    /// A job begins when its longest possible answers fit: ten candidates of 512 tokens set 5,120 aside. With room for six such
    /// jobs the steps of eight tasks in flight are fuller, and a row costs a twelfth less than with room for three.
    /// </summary>
    private static int DefaultContextTokens(ModelHandle model)
    {
        const int keyAndValue = 2, bytesOfHalf = 2, whole = 1024;
        var bytes = (long)Llama.ModelLayers(model) * Llama.ModelKvHeads(model) * (Llama.ModelEmbedding(model) / Llama.ModelHeads(model)) * keyAndValue * bytesOfHalf;
        return (int)Math.Clamp(DefaultContextBytes / bytes / whole * whole, LeastDefaultTokens, MostDefaultTokens);
    }

    private static ContextHandle CreateContext(ModelHandle model, int contextTokens, int threads)
    {
        var parameters = Llama.ContextDefaultParams();
        parameters.ContextTokens = (uint)contextTokens;
        parameters.BatchTokens = Batcher.MaxBatch;
        parameters.MicroBatchTokens = Batcher.MaxBatch;
        parameters.MaxSequences = Batcher.MaxSequences;
        parameters.MaxOutputs = Batcher.MaxOutputs;
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

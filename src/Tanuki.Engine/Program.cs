using Tanuki.Engine.Hosting;

// Tanuki.Engine --socket PATH --lock PATH [--keep-alive SECONDS] [--adapter-memory MIB] [--gpu-library PATH [--gpu-layers N]]
//
// Serves engine.proto (gRPC, HTTP/2 without TLS) on the Unix socket PATH. Start it as a detached child; it writes nothing
// to stdout, and to stderr only when it cannot start.
//   --socket      at most 100 bytes; its folder is created with mode 0700, the socket has 0600. Left-over files are replaced.
//   --lock        held exclusively for as long as the engine lives. It is taken before the socket is bound, so of several
//                 engines started at once exactly one serves and the others exit with 75: whoever started them connects
//                 to the socket all the same, retrying until it answers.
//   --keep-alive  seconds without an attached client after which the engine exits (default 300; 0: with the last client).
//                 If nobody ever attaches it exits after that time too, but not before 10 seconds.
//   --gpu-library a library of ggml that uses graphics processors (docs/gpu.md). One that does not work is no obstacle: the
//                 processor does its part, and EngineDescription says why.
//   --gpu-layers  how many layers of the model go there; by default as many as fit.
// Exit codes: 0 idle, told to stop or SIGTERM; 64 wrong usage; 75 another engine holds the lock; 1 anything else.
// SIGINT and SIGHUP are ignored: a Ctrl-C in one client's terminal must not take the engine from the others.
//
// After connecting, a client compares EngineDescription.build with EngineBuild.Of(path of the Tanuki.Engine.dll that it
// would start), and then keeps one Attach call open, whose first message arrives when the model is loaded.
return await EngineProgram.RunAsync(args);

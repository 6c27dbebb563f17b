using Tanuki.Sandbox.Server.Hosting;

// Tanuki.Sandbox.Server [options of `tanuki sandbox serve`]
//
// Serves sandbox.proto (gRPC, HTTP/2). Writes nothing to stdout; to stderr what it runs programs with, what that does not enforce, where
// its token is, and last, when it is ready, the address it listens on. The token itself is never written but to its file.
// Exit codes: 0 told to stop by SIGTERM or SIGINT; 64 wrong usage; 1 anything else.
return await ServerProgram.RunAsync(args);

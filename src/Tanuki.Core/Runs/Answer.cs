using Tanuki.Core.Receipts;
using Tanuki.Core.Tasks;

namespace Tanuki.Core.Runs;

/// <summary>What the user gets. <see cref="Files"/> is empty only when Tanuki gave up with nothing to show.</summary>
public sealed record Answer(IReadOnlyList<SourceFile> Files, Receipt Receipt);

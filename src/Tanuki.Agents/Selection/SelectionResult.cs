using Tanuki.Core.Evidence;
using Tanuki.Core.Receipts;

namespace Tanuki.Agents.Selection;

/// <param name="Chosen">Null when there is no program at all.</param>
/// <param name="Agreeing">Candidates that pass everything and behave like the chosen one, itself included.</param>
/// <param name="Why">One sentence, lower-case, for people.</param>
internal sealed record SelectionResult(Candidate? Chosen, Verdict Verdict, Confidence Confidence, int Agreeing, string Why);

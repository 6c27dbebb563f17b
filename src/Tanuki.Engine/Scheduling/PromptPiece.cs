namespace Tanuki.Engine.Scheduling;

/// <summary>The next tokens of a prompt in one batch.</summary>
/// <param name="First">Row of the first of them.</param>
internal readonly record struct PromptPiece(Job Job, int First, int Tokens);

using System.Globalization;
using Tanuki.Core;
using Tanuki.Models.Backbones;

namespace Tanuki.Models.Remote;

/// <summary>
/// What one command may take of remote models, in tokens and in money. A request is let through only if the most that it may cost
/// is left, beside the most that those under way may; what it did cost is counted when it ends.
/// </summary>
/// <param name="tokens">Prompts and answers together; null: any number.</param>
/// <param name="cost">US dollars; null: any amount.</param>
/// <param name="price">Null where nobody knows it.</param>
/// <exception cref="UsageException">There is a limit on money and no price.</exception>
internal sealed class RemoteBudget(long? tokens, decimal? cost, RemotePrice? price)
{
    private readonly Lock gate = new();
    private readonly RemotePrice price = price ?? (cost is null ? new RemotePrice(0, 0) : throw new UsageException(
        "TANUKI_REMOTE_COST is set, and nobody knows what this model costs.", "Set TANUKI_REMOTE_PRICE=IN/OUT, in US dollars for a million tokens."));
    private long input;
    private long output;

    /// <param name="prompt">Tokens, as far as they are known beforehand.</param>
    /// <param name="answer">The most tokens that can come back.</param>
    /// <exception cref="BackboneBudgetException">The rest of the budget is smaller.</exception>
    public Charge Reserve(long prompt, long answer)
    {
        lock (gate)
        {
            if (tokens is { } most && input + output + prompt + answer > most)
                throw Exceeded(prompt, answer, $", and {most - Math.Min(most, input + output)} tokens of {most} (TANUKI_REMOTE_TOKENS) are left");
            if (cost is { } limit && price.Of(input + prompt, output + answer) > limit)
                throw Exceeded(prompt, answer, Text($" for ${price.Of(prompt, answer):0.####}, and ${Math.Max(0, limit - price.Of(input, output)):0.####} of ${limit} (TANUKI_REMOTE_COST) is left"));
            (input, output) = (input + prompt, output + answer);
            return new Charge(this, prompt, answer);
        }
    }

    private BackboneBudgetException Exceeded(long prompt, long answer, string left) => new(
        $"The budget for remote models does not reach: a request may take {prompt} tokens of prompt and {answer} of answer{left}.",
        "Raise the budget, or ask for fewer candidates.");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>One request's part of the budget: its most until it ends, then what it took.</summary>
    internal sealed class Charge(RemoteBudget budget, long prompt, long answer) : IDisposable
    {
        private bool ended;

        /// <summary>What was taken as far as known.</summary>
        public long PromptTaken { get; set; }

        public long AnswerTaken { get; set; }

        public void Dispose()
        {
            lock (budget.gate)
            {
                if (!ended)
                    (budget.input, budget.output) = (budget.input - prompt + PromptTaken, budget.output - answer + AnswerTaken);
                ended = true;
            }
        }
    }
}

using System.Text;
using Tanuki.Models.Backbones;

namespace Tanuki.Models.Remote;

/// <summary>Tokens of texts whose tokeniser is elsewhere: rather too many than too few, since budgets count them.</summary>
internal static class TokenEstimate
{
    private const int BytesPerToken = 3;
    private const int PerMessage = 4;

    public static int Of(string text) => (Encoding.UTF8.GetByteCount(text) + BytesPerToken - 1) / BytesPerToken;

    public static int Of(GenerationRequest request) => request.Messages.Sum(message => PerMessage + Of(message.Content)) + PerMessage + Of(request.AssistantPrefill);
}

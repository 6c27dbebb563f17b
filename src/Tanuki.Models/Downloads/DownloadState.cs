using System.Text.Json;
using Tanuki.Models.Catalogue;

namespace Tanuki.Models.Downloads;

/// <summary>One stretch of a file.</summary>
internal sealed class Piece
{
    /// <summary>Its first byte.</summary>
    public required long Start { get; init; }

    /// <summary>One past its last byte.</summary>
    public required long End { get; init; }

    /// <summary>The first byte that is not on the disk yet.</summary>
    public required long Next { get; set; }
}

/// <summary>What of a file is here already, kept beside it so that another process can go on.</summary>
/// <param name="Validator">The server's name for these very bytes, an entity tag or a date: others under the same address have another.</param>
internal sealed record DownloadState(string Validator, long Bytes, IReadOnlyList<Piece> Pieces)
{
    public long Received => Pieces.Sum(piece => piece.Next - piece.Start);

    public static DownloadState Begin(string validator, long bytes, long pieceBytes) => new(
        validator, bytes,
        [
            .. Enumerable.Range(0, (int)((bytes + pieceBytes - 1) / pieceBytes)).Select(i =>
                new Piece { Start = i * pieceBytes, End = Math.Min(bytes, (i + 1) * pieceBytes), Next = i * pieceBytes }),
        ]);

    /// <returns>Null unless <paramref name="path"/> describes a file of these bytes.</returns>
    public static DownloadState? Read(string path, string validator, long bytes)
    {
        try
        {
            var state = JsonSerializer.Deserialize(File.ReadAllBytes(path), CatalogueJson.Compact.DownloadState);
            return state is { Pieces: not null } && state.Validator == validator && state.Bytes == bytes && state.IsWhole() ? state : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <param name="flush">Brings to the disk what has been received so far: a note that came before its bytes would be false after a power cut.</param>
    public void Write(string path, Action flush)
    {
        var note = JsonSerializer.SerializeToUtf8Bytes(this, CatalogueJson.Compact.DownloadState);
        flush();
        var aside = path + ".new";
        File.WriteAllBytes(aside, note);
        File.Move(aside, path, overwrite: true);
    }

    private bool IsWhole()
    {
        var at = 0L;
        foreach (var piece in Pieces)
        {
            if (piece.Start != at || piece.Next < piece.Start || piece.Next > piece.End)
                return false;
            at = piece.End;
        }
        return at == Bytes;
    }
}

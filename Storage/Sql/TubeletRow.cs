using Stvg.Core.Frames;
using Stvg.Core.Grounding.Filtering;
using Stvg.Core.Tracking;
using Stvg.Core.Tubelets;
using Stvg.Storage.Engines;

namespace Stvg.Storage.Sql;

/// <summary>What makes a viewpoint, before it has a number.</summary>
internal readonly record struct ViewpointKey(string CameraId, long Epoch, double Fps, FrameSize Size);

/// <summary>A tubelet, packed, on its way into the tables.</summary>
internal sealed record TubeletRow(
    ViewpointKey Viewpoint, long Number, long BeginAt, long EndAt, TubeletSignature Signature, byte[] Data, long Kind, byte[]? Look)
{
    /// <summary>Packs a tubelet.</summary>
    public static TubeletRow Of(StoredTubelet stored)
    {
        var tubelet = stored.Object.Tubelet;
        return new TubeletRow(
            new ViewpointKey(tubelet.CameraId.Clean(), stored.Timeline.Epoch.ToUnits(), stored.Timeline.FramesPerSecond, stored.Size),
            tubelet.Id, stored.BeginAt.ToUnits(), stored.EndAt.ToUnits(), stored.Signature, TubeletCodec.Encode(stored.Object),
            ClassFamilies.FamilyOf(tubelet.Class), tubelet.Appearance.Count > 0 ? AppearanceCodec.Encode(tubelet.Appearance) : null);
    }

    /// <summary>Writes it; a tubelet that is there already stays as it is.</summary>
    /// <param name="id">A number that no other has.</param>
    /// <param name="seer">Number of its camera.</param>
    /// <param name="viewpoint">Number of its viewpoint.</param>
    public IEnumerable<(string Sql, Argument[] Arguments)> Statements(long id, long seer, long viewpoint)
    {
        Argument[] key = [new("@id", id), new("@seer", seer), new("@number", Number)];
        yield return (
            """
            INSERT INTO tubelet (id, seer, number, end_at, begin_at, viewpoint, span, bits0, bits1, bits2, bits3)
            VALUES (@id, @seer, @number, @end, @begin, @viewpoint, @span, @bits0, @bits1, @bits2, @bits3)
            ON CONFLICT (seer, number) DO NOTHING
            """,
            [
                .. key, new("@end", EndAt), new("@begin", BeginAt), new("@viewpoint", viewpoint), new("@span", Spans.Of(EndAt - BeginAt)),
                .. Enumerable.Range(0, 4).Select(word => new Argument($"@bits{word}", unchecked((long)Signature.Word(word)))),
            ]);
        // The rest only where that row came in, which its number tells.
        yield return (
            """
            INSERT INTO tubelet_data (id, seer, number, data) SELECT @id, @seer, @number, @data
            WHERE EXISTS (SELECT 1 FROM tubelet WHERE seer = @seer AND number = @number AND id = @id)
            """,
            [.. key, new("@data", Data)]);
        if (Look is null) yield break;
        yield return (
            """
            INSERT INTO tubelet_look (id, kind, look) SELECT @id, @kind, @look
            WHERE EXISTS (SELECT 1 FROM tubelet WHERE seer = @seer AND number = @number AND id = @id)
            """,
            [.. key, new("@kind", Kind), new("@look", Look)]);
    }
}

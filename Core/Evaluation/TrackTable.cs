using System.Runtime.InteropServices;

namespace Stvg.Core.Evaluation;

/// <summary>One side of a comparison of tracks: rows by frame, in the file's order within a frame, identities renumbered from 0.</summary>
internal sealed class TrackTable
{
    private readonly int[] _frames, _starts, _ids;
    private readonly Overlap.Edges[] _boxes;

    private TrackTable(int[] frames, int[] starts, int[] ids, Overlap.Edges[] boxes, int[] rowsOfId) =>
        (_frames, _starts, _ids, _boxes, RowsOfId) = (frames, starts, ids, boxes, rowsOfId);

    /// <summary>Number of rows.</summary>
    public int Rows => _ids.Length;

    /// <summary>Rows of every identity; its length is the number of identities.</summary>
    public int[] RowsOfId { get; }

    /// <summary>Frame numbers that have rows, ascending.</summary>
    public ReadOnlySpan<int> Frames => _frames;

    /// <summary>Identities of the rows of the index-th frame of <see cref="Frames"/>.</summary>
    public ReadOnlySpan<int> IdsAt(int index) => _ids.AsSpan(_starts[index].._starts[index + 1]);

    /// <summary>Boxes of the rows of the index-th frame of <see cref="Frames"/>.</summary>
    public ReadOnlySpan<Overlap.Edges> BoxesAt(int index) => _boxes.AsSpan(_starts[index].._starts[index + 1]);

    /// <summary>Orders rows and renumbers their identities.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="what">"ground truth" or "result", for errors.</param>
    /// <param name="wantedClass">COCO index, or null for all.</param>
    /// <exception cref="StvgException">A row has no identity, or an identity has two rows in a frame.</exception>
    public static TrackTable Build(IReadOnlyList<MotRow> rows, string what, int? wantedClass)
    {
        var ordered = rows.Where(row => row.MayBe(wantedClass)).OrderBy(row => row.Frame).ToArray(); // a stable sort
        var (ids, boxes) = (new int[ordered.Length], new Overlap.Edges[ordered.Length]);
        List<int> frames = [], starts = [], rowsOfId = [], lastFrameOfId = [];
        var numbers = new Dictionary<int, int>();
        for (var i = 0; i < ordered.Length; i++)
        {
            var row = ordered[i];
            if (row.Id < 0)
                throw new StvgException(
                    $"{what}: frame {row.Frame} has a row with id {row.Id}; tracks need ids from 0 (is it a detection file?)");
            if (frames.Count == 0 || frames[^1] != row.Frame)
            {
                frames.Add(row.Frame);
                starts.Add(i);
            }
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, row.Id, out var known);
            if (!known)
            {
                number = rowsOfId.Count;
                rowsOfId.Add(0);
                lastFrameOfId.Add(0);
            }
            if (lastFrameOfId[number] == row.Frame)
                throw new StvgException($"{what}: frame {row.Frame} has two rows with id {row.Id}; an identity has one box a frame");
            lastFrameOfId[number] = row.Frame;
            rowsOfId[number]++;
            (ids[i], boxes[i]) = (number, Overlap.Edges.Of(row.Box));
        }
        starts.Add(ordered.Length);
        return new TrackTable([.. frames], [.. starts], ids, boxes, [.. rowsOfId]);
    }
}

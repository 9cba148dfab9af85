using Stvg.Core.Packing;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Cameras.Wire;

/// <summary>
/// The objects of an update, told to somebody who knows those of the update before. Each is one of four kinds; most of the recent ones
/// are as they were, and a row of such takes two bytes.
/// </summary>
internal static class ObjectList
{
    private const int MostObjects = 1 << 16;

    private enum Kind
    {
        /// <summary>As they were: the place of the first of a row in what is known, and how many there are after it.</summary>
        Same,

        /// <summary>Changed: the place in what is known, and the difference.</summary>
        Changed,

        /// <summary>Not known: all of it.</summary>
        New,

        /// <summary>One of those that ended: the place among them.</summary>
        Ended,
    }

    /// <summary>Writes objects.</summary>
    /// <param name="writer">Receives them.</param>
    /// <param name="objects">The objects.</param>
    /// <param name="known">What receivers have.</param>
    /// <param name="ended">Objects that receivers get before these.</param>
    /// <param name="sent">What receivers have of these objects then is appended.</param>
    /// <param name="format">See <see cref="TubeletCodec.FormatOf"/>.</param>
    public static void Write(
        PackedWriter writer, IReadOnlyList<SceneObject> objects, KnownObjects known, List<EndedObject> ended, List<SentObject> sent, byte format)
    {
        writer.Unsigned((ulong)objects.Count);
        int row = 0, rowLength = 0;
        foreach (var seen in objects)
        {
            var place = known.Find(seen);
            var difference = place < 0 ? default : ObjectDifference.Between(known[place], seen);
            if (place >= 0 && (ReferenceEquals(known[place].Seen, seen) || difference.IsNothing))
            {
                if (rowLength == 0 || place != row + rowLength)
                {
                    EndRow();
                    row = place;
                }

                rowLength++;
                sent.Add(known[place] with { Seen = seen });
                continue;
            }

            EndRow();
            if (IndexOf(ended, seen) is >= 0 and var index)
            {
                Begin(Kind.Ended, index);
                sent.Add(SentObject.Whole(seen));
            }
            else if (difference.CanTell)
            {
                Begin(Kind.Changed, place);
                difference.Write(writer, known[place], seen);
                sent.Add(difference.Sent(known[place], seen));
            }
            else
            {
                Begin(Kind.New, 0);
                TubeletCodec.Write(writer, seen, ObjectDifference.Quantum, format);
                sent.Add(SentObject.Whole(seen));
            }
        }

        EndRow();

        void Begin(Kind kind, int place) => writer.Unsigned(((ulong)place << 2) | (ulong)kind);

        void EndRow()
        {
            if (rowLength == 0) return;
            Begin(Kind.Same, row);
            writer.Unsigned((ulong)(rowLength - 1));
            rowLength = 0;
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="reader">Gives them.</param>
    /// <param name="known">The objects of the update before.</param>
    /// <param name="ended">Objects that came before these.</param>
    /// <param name="cameraId">Their camera.</param>
    /// <param name="timing">Measures their motion.</param>
    public static SceneObject[] Read(ref PackedReader reader, SceneObject[] known, List<SceneObject> ended, string cameraId, Timing timing)
    {
        var count = reader.Unsigned();
        if (count > MostObjects) throw reader.Damaged();
        var objects = new List<SceneObject>();
        while (objects.Count < (int)count)
        {
            var begin = reader.Unsigned();
            var place = (int)Math.Min(begin >> 2, int.MaxValue);
            switch ((Kind)(begin & 3))
            {
                case Kind.Same:
                    var row = reader.Unsigned() + 1;
                    var most = Math.Min((ulong)Math.Max(0, known.Length - place), count - (ulong)objects.Count);
                    if (row == 0 || row > most) throw reader.Damaged();
                    objects.AddRange(known.AsSpan(place, (int)row));
                    break;
                case Kind.Changed:
                    if (place >= known.Length) throw reader.Damaged();
                    objects.Add(ObjectDifference.Read(ref reader, known[place], timing.Meter));
                    break;
                case Kind.New:
                    objects.Add(TubeletCodec.Read(ref reader, cameraId, timing.FramesPerSecond, ObjectDifference.Quantum));
                    break;
                default:
                    if (place >= ended.Count) throw reader.Damaged();
                    objects.Add(ended[place]);
                    break;
            }
        }

        return [.. objects];
    }

    private static int IndexOf(List<EndedObject> ended, SceneObject seen)
    {
        for (var i = 0; i < ended.Count; i++)
            if (ReferenceEquals(ended[i].Seen, seen)) return i;
        return -1;
    }
}

/// <summary>An object that was over and done with, and the number of the update that said so.</summary>
internal readonly record struct EndedObject(long Sequence, SceneObject Seen);

/// <summary>A frame rate with what measures motion in it.</summary>
internal sealed class Timing(double framesPerSecond)
{
    public double FramesPerSecond { get; } = framesPerSecond;
    public MotionMeter Meter { get; } = new(framesPerSecond);
}

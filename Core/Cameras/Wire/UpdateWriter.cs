using Stvg.Core.Packing;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Cameras.Wire;

/// <summary>
/// One camera's updates as messages: whole at first and when asked for, else only what changed since the update before. An update carries
/// half a minute of every object's past; what is new in it takes a thirtieth of the bytes at 15 updates a second, a fifteenth at 5.
/// </summary>
/// <remarks>
/// <para>Coordinates of boxes are off by at most 1/128 of a pixel, everything else is as exact as by <see cref="TubeletCodec"/>. All
/// receivers have the same, and since a difference is one to what they have, rounding does not add up. Votes are told anew when a share of
/// them changed by a thousandth, or their sum by an eighth.</para>
/// <para>Not told are <see cref="MotionTrace"/>, which is measured again, and <see cref="Tubelet.Appearance"/> with
/// <see cref="Tubelet.AppearanceSamples"/>, for which neither standing queries nor scores ask: they are for the camera's own tracker and
/// for the archive, which is written where the camera is.</para>
/// <para>Not safe for concurrent use.</para>
/// </remarks>
/// <param name="cameraId">The camera.</param>
/// <param name="epoch">Grows with every owner and every connection of the camera: a receiver takes no message of an earlier one.</param>
public sealed class UpdateWriter(string cameraId, long epoch)
{
    /// <summary>Whole messages repeat what ended in so many updates, their own among them, in case those were lost.</summary>
    public const int RememberedUpdates = 900;

    /// <summary>But no more than so many objects, the latest.</summary>
    public const int RememberedObjects = 256;

    private readonly KnownObjects _known = new();
    private readonly List<EndedObject> _ended = [];
    private CameraUpdate? _latest;
    private bool _isPassed;
    private byte _format = TubeletCodec.Plain;

    /// <summary>Number of the latest update, from 1; 0 before the first.</summary>
    public long Sequence { get; private set; }

    /// <summary>
    /// The next update, as a difference to the one before; whole when it is the first, or when timeline or picture are others.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// It is of another camera, or not newer than the one before, or one of its objects has no boxes.
    /// </exception>
    public UpdateMessage Write(CameraUpdate update)
    {
        Check(update);
        var next = Sequence + 1;
        var ended = Ended(update, next);
        var whole = _latest is null || _isPassed || update.Timeline != _latest.Timeline || update.Size != _latest.Size;
        var sent = new List<SentObject>(update.Live.Count + update.Recent.Count);
        var message = whole
            ? Whole(update, next, [.. _ended, .. ended], update.Live, update.Recent, sent)
            : Difference(update, next, ended, sent);

        _known.Replace(sent);
        Keep(update, ended, isPassed: false);
        return message;
    }

    /// <summary>
    /// Numbers the next update without writing it: its receiver is in the same process and gets it as it is (<see cref="UpdateReader.Take"/>).
    /// The next one that is written is whole.
    /// </summary>
    /// <returns>Its number.</returns>
    /// <exception cref="ArgumentException">As with <see cref="Write"/>.</exception>
    public long Pass(CameraUpdate update)
    {
        Check(update);
        Keep(update, Ended(update, Sequence + 1), isPassed: true);
        return Sequence;
    }

    /// <summary>
    /// The latest update again, whole, under its own number, for a receiver who missed something: it passes on what ended since the last
    /// one that it took. To those who have the update it is nothing new.
    /// </summary>
    /// <exception cref="InvalidOperationException">There was no update yet.</exception>
    public UpdateMessage WriteWhole()
    {
        if (_latest is null) throw new InvalidOperationException($"camera '{cameraId}' has no update yet that could be written whole");
        if (_isPassed) return Whole(_latest, Sequence, _ended, _latest.Live, _latest.Recent, []);
        // As receivers have them, so that whoever begins here and whoever took every difference have the same.
        var objects = Enumerable.Range(0, _known.Count).Select(i => _known[i].AsSent()).ToArray();
        var live = _latest.Live.Count;
        return Whole(_latest, Sequence, _ended, objects[..live], objects[live..], []);
    }

    private static List<EndedObject> Ended(CameraUpdate update, long sequence) => [.. update.Ended.Select(seen => new EndedObject(sequence, seen))];

    private void Check(CameraUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update);
        if (update.CameraId != cameraId)
            throw new ArgumentException($"an update of camera '{update.CameraId}' for the writer of '{cameraId}'", nameof(update));
        if (_latest is not null && update.Frame <= _latest.Frame)
        {
            throw new ArgumentException(
                $"camera '{cameraId}' gave frame {update.Frame} after {_latest.Frame}; frames only go on", nameof(update));
        }

        foreach (var seen in update.Live.Concat(update.Recent).Concat(update.Ended)) _format = Math.Max(_format, TubeletCodec.FormatOf(seen));
    }

    private void Keep(CameraUpdate update, List<EndedObject> ended, bool isPassed)
    {
        (Sequence, _latest, _isPassed) = (Sequence + 1, update, isPassed);
        _ended.AddRange(ended);
        _ended.RemoveAll(e => e.Sequence <= Sequence - RememberedUpdates);
        _ended.RemoveRange(0, Math.Max(0, _ended.Count - RememberedObjects));
    }

    private UpdateMessage Difference(CameraUpdate update, long sequence, List<EndedObject> ended, List<SentObject> sent)
    {
        using var writer = new PackedWriter();
        writer.Signed((long)update.FirstFrame - _latest!.FirstFrame);
        writer.Unsigned((ulong)ended.Count);
        foreach (var (_, seen) in ended) TubeletCodec.Write(writer, seen, ObjectDifference.Quantum, _format);
        ObjectList.Write(writer, update.Live, _known, ended, sent, _format);
        ObjectList.Write(writer, update.Recent, _known, ended, sent, _format);
        return MessageSeal.Seal(cameraId, epoch, sequence, isWhole: false, update.Frame, writer.Written, _format);
    }

    private UpdateMessage Whole(
        CameraUpdate update, long sequence, List<EndedObject> ended, IReadOnlyList<SceneObject> live, IReadOnlyList<SceneObject> recent,
        List<SentObject> sent)
    {
        using var writer = new PackedWriter();
        writer.Signed(update.Timeline.Epoch.Ticks);
        writer.Signed(update.Timeline.Epoch.TotalOffsetMinutes);
        writer.Double(update.Timeline.FramesPerSecond);
        writer.Signed(update.Size.Width);
        writer.Signed(update.Size.Height);
        writer.Signed((long)update.Frame - update.FirstFrame);
        writer.Unsigned((ulong)ended.Count);
        foreach (var (since, seen) in ended)
        {
            writer.Unsigned((ulong)(sequence - since));
            TubeletCodec.Write(writer, seen, ObjectDifference.Quantum, _format);
        }

        ObjectList.Write(writer, live, KnownObjects.None, ended, sent, _format);
        ObjectList.Write(writer, recent, KnownObjects.None, ended, sent, _format);
        return MessageSeal.Seal(cameraId, epoch, sequence, isWhole: true, update.Frame, writer.Written, _format);
    }
}

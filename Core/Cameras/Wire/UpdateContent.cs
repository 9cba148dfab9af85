using Stvg.Core.Frames;
using Stvg.Core.Packing;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Cameras.Wire;

/// <summary>
/// Reads what <see cref="UpdateWriter"/> wrote. Its working memory serves one camera; it knows no update but those it is given.
/// </summary>
internal sealed class UpdateContent
{
    private const double MostFramesPerSecond = 1e6;

    private Timing _timing = new(1);

    /// <summary>The update of a whole message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="taken">Number of the last update that was read, in whose past something may have ended that is told here again.</param>
    /// <exception cref="StvgException">The message is damaged, or of a newer version of the program.</exception>
    public CameraUpdate Whole(UpdateMessage message, long taken)
    {
        var reader = MessageSeal.Open(message);
        var timeline = new CameraTimeline(ReadEpoch(ref reader), reader.Double());
        if (timeline.FramesPerSecond is <= 0 or > MostFramesPerSecond) throw reader.Damaged();
        int width = reader.Int32(), height = reader.Int32();
        var firstFrame = Whole32(reader, message.Frame - reader.Signed());
        List<SceneObject> all = [], ended = [];
        UseRate(timeline.FramesPerSecond);
        for (var left = reader.Count(8); left > 0; left--)
        {
            var ago = reader.Unsigned();
            if (ago >= (ulong)message.Sequence) throw reader.Damaged();
            all.Add(ReadEnded(ref reader, message));
            if (message.Sequence - (long)ago > taken) ended.Add(all[^1]);
        }

        return Finish(ref reader, message, [], all, new CameraUpdate
        {
            CameraId = message.CameraId,
            Frame = message.Frame,
            FirstFrame = firstFrame,
            Timeline = timeline,
            Size = new FrameSize(width, height),
            Live = [],
            Ended = [.. ended],
        });
    }

    /// <summary>The update of a difference.</summary>
    /// <param name="message">The message.</param>
    /// <param name="before">The update of the message before.</param>
    /// <exception cref="StvgException">The message is damaged, or of a newer version of the program.</exception>
    public CameraUpdate Difference(UpdateMessage message, CameraUpdate before)
    {
        var reader = MessageSeal.Open(message);
        if (message.Frame <= before.Frame) throw reader.Damaged();
        UseRate(before.Timeline.FramesPerSecond);
        var firstFrame = Whole32(reader, before.FirstFrame + reader.Signed());
        var ended = new List<SceneObject>();
        for (var left = reader.Count(8); left > 0; left--) ended.Add(ReadEnded(ref reader, message));
        return Finish(ref reader, message, [.. before.Live, .. before.Recent], ended, before with
        {
            Frame = message.Frame,
            FirstFrame = firstFrame,
            Ended = [.. ended],
        });
    }

    private SceneObject ReadEnded(ref PackedReader reader, UpdateMessage message) =>
        TubeletCodec.Read(ref reader, message.CameraId, _timing.FramesPerSecond, ObjectDifference.Quantum);

    private CameraUpdate Finish(
        ref PackedReader reader, UpdateMessage message, SceneObject[] known, List<SceneObject> ended, CameraUpdate update)
    {
        var live = ObjectList.Read(ref reader, known, ended, message.CameraId, _timing);
        var recent = ObjectList.Read(ref reader, known, ended, message.CameraId, _timing);
        return reader.IsAtEnd ? update with { Live = live, Recent = recent } : throw reader.Damaged();
    }

    private void UseRate(double framesPerSecond)
    {
        if (_timing.FramesPerSecond != framesPerSecond) _timing = new Timing(framesPerSecond);
    }

    private static DateTimeOffset ReadEpoch(ref PackedReader reader)
    {
        long ticks = reader.Signed(), minutes = reader.Signed();
        var utc = ticks - (minutes * TimeSpan.TicksPerMinute);
        if (Math.Abs(minutes) > 14 * 60 || !IsTime(ticks) || !IsTime(utc)) throw reader.Damaged();
        return new DateTimeOffset(ticks, TimeSpan.FromMinutes(minutes));

        static bool IsTime(long ticks) => ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks;
    }

    private static int Whole32(in PackedReader reader, long value) =>
        value is >= int.MinValue and <= int.MaxValue ? (int)value : throw reader.Damaged();
}

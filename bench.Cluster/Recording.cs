using Stvg.Core.Cameras;
using Stvg.Core.Evaluation;
using Stvg.Core.Frames;

namespace Stvg.Bench.Cluster;

/// <summary>
/// What a camera saw, once and for all: recorded detections of a real street, every second frame of ten a second, through the camera's state
/// machine with its tracker. The pictures are grey, so nobody has colours.
/// </summary>
internal static class Recording
{
    public const double Fps = 5;

    private static readonly FrameSize s_size = new(768, 576);

    public static List<CameraUpdate> Play(string detections)
    {
        using var reader = new StreamReader(detections);
        var byFrame = MotText.Read(reader, detections).ToLookup(r => r.Frame - 1);
        var last = byFrame.Max(g => g.Key);
        var machine = new CameraMachine(new CameraMachineOptions { CameraId = "street", Timeline = new CameraTimeline(DateTimeOffset.UnixEpoch, Fps), Size = s_size });
        var pixels = new byte[(int)s_size.Width * (int)s_size.Height * 3];
        Array.Fill(pixels, (byte)128);
        var view = new ImageView(pixels, (int)s_size.Width, (int)s_size.Height, (int)s_size.Width * 3);
        var updates = new List<CameraUpdate>();
        for (var number = 0; 2 * number <= last; number++)
        {
            using var frame = new Frame("street", number, TimeSpan.FromSeconds(number / Fps), s_size, view, null, new Nothing());
            machine.Consider(frame);
            var seen = byFrame[2 * number].Select(r => new Detection(r.Box, Math.Max(0, r.Class), (float)r.Score)).OrderByDescending(d => d.Score).ToArray();
            updates.Add(machine.Observe(frame, seen, null));
        }

        return updates;
    }

    private sealed class Nothing : System.Buffers.IMemoryOwner<byte>
    {
        public Memory<byte> Memory => default;

        public void Dispose() { }
    }
}

using Stvg.Core.Cameras;
using Stvg.Core.Evaluation;
using Stvg.Core.Frames;
using Stvg.Core.Sparsification;
using Stvg.Video;

namespace Stvg.Bench.Cluster;

/// <summary>
/// What a camera saw, once and for all: every second picture of a real street at ten a second, at half its size, and what a detector found
/// on it; and what a camera's state machine makes of that.
/// </summary>
internal sealed class Recording
{
    public const double Fps = 5;

    private const int Step = 2, LongestSide = 384;

    private readonly List<(ImageView Picture, Detection[] Found)> _frames = [];

    public FrameSize Size { get; private set; }

    public int Count => _frames.Count;

    /// <summary>What a camera tells that looks at every frame.</summary>
    public List<CameraUpdate> Updates { get; } = [];

    /// <param name="data">The evaluation data's folder.</param>
    public static async Task<Recording> ReadAsync(string data)
    {
        var file = Path.Combine(data, "anchors", "pets-nanodet-det.txt");
        using var text = new StreamReader(file);
        var found = MotText.Read(text, file).ToLookup(r => r.Frame - 1);
        var recording = new Recording();
        var info = await VideoProbe.ProbeAsync(Path.Combine(data, "video", "pets09-s2l1.avi"));
        await using var reader = VideoReader.Open(info, new VideoReadOptions { MaxImageSide = LongestSide });
        await foreach (var frame in reader.ReadAsync())
        {
            using (frame)
            {
                if (frame.Number % Step != 0) continue;
                recording.Size = frame.Size;
                var image = frame.Image;
                var picture = new ImageView(image.Pixels.ToArray(), image.Width, image.Height, image.Stride);
                recording._frames.Add((picture, [.. found[(int)frame.Number]
                    .Select(r => new Detection(r.Box, Math.Max(0, r.Class), (float)r.Score)).OrderByDescending(d => d.Score)]));
            }
        }

        var machine = recording.Machine("street", DateTimeOffset.UnixEpoch);
        for (var i = 0; i < recording.Count; i++) recording.Updates.Add(recording.Watch(machine, "street", i, i)!);
        return recording;
    }

    /// <summary>A camera's state machine for these pictures.</summary>
    public CameraMachine Machine(string cameraId, DateTimeOffset epoch) => new(new CameraMachineOptions
    {
        CameraId = cameraId, Timeline = new CameraTimeline(epoch, Fps), Size = Size, Sparsification = SparsificationOptions.EveryFrame,
    });

    /// <summary>Shows a machine a picture, as a frame of its own numbers.</summary>
    public CameraUpdate? Watch(CameraMachine machine, string cameraId, int place, int number)
    {
        var (picture, found) = _frames[place % Count];
        using var frame = new Frame(cameraId, number, TimeSpan.FromSeconds(number / Fps), Size, picture, null, new Nothing());
        return machine.Consider(frame).Detect ? machine.Observe(frame, found, null) : machine.Skip(frame);
    }

    private sealed class Nothing : System.Buffers.IMemoryOwner<byte>
    {
        public Memory<byte> Memory => default;

        public void Dispose() { }
    }
}

using Stvg.Core.Correspondences;
using Stvg.Core.Frames;
using Stvg.Core.Judging;
using Stvg.Core.Services;
using Stvg.Core.Tubelets;

namespace Stvg.Api.Tests.Fakes;

internal sealed class FakeClips : IClipService
{
    public (ClipRequest Clip, string Query, int Top)? Last { get; private set; }

    public (ClipRequest Clip, Box Box, TimeSpan At)? LastDescription { get; private set; }

    /// <summary>A file that may be fetched.</summary>
    public string? File { get; set; }

    public Task<IReadOnlyList<VideoView>> VideosAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<VideoView>>([new VideoView("/videos/yard.mp4", 1234, DateTimeOffset.UnixEpoch)]);

    public Task<string> FindVideoAsync(string video, CancellationToken ct) => Task.FromResult(
        File ?? throw new ServiceException(ServiceError.NotFound, $"there is no video '{video}'"));

    public Task<ClipAnswer> GroundAsync(ClipRequest request, string query, int top, CancellationToken ct) => Answer(request, query, top);

    public Task<ClipAnswer> LocateAsync(ClipRequest request, string query, int top, CancellationToken ct) => Answer(request, query, top);

    public Task<ClipDescription> DescribeAsync(ClipRequest request, Box box, TimeSpan at, CancellationToken ct)
    {
        LastDescription = (request, box, at);
        return Task.FromResult(new ClipDescription(
            Tube(request), "a person in a red jacket walks to the left", [("a person", 0.98f), ("in a red jacket", 0.9f)]));
    }

    public (ClipRequest Clip, MarkOptions Options, bool All)? LastMarks { get; private set; }

    public Task<ClipMarks> MarkAsync(ClipRequest request, MarkOptions options, bool all, CancellationToken ct)
    {
        LastMarks = (request, options, all);
        Tubelet tubelet = new() { Id = 7, Begin = 0, Boxes = [.. Enumerable.Repeat(new Box(10, 20, 30, 80), 100)],
            Scores = new float[100] };
        var marked = MarkedClip.Of([tubelet], new FrameSize(640, 480), 0, 99, options);
        return Task.FromResult(new ClipMarks(
            marked, [.. marked.Frames.Select(_ => (ReadOnlyMemory<byte>)new byte[] { 0xFF, 0xD8, 0xFF })],
                frame => TimeSpan.FromSeconds(frame / 10.0)));
    }

    private static TubeRecord Tube(ClipRequest request) => Tubes.Record("clip-tube", request.Camera ?? request.Video!, request.From);

    private Task<ClipAnswer> Answer(ClipRequest request, string query, int top)
    {
        if (request.Video is "missing.mp4") throw new ServiceException(ServiceError.NotFound, "there is no video 'missing.mp4'");
        Last = (request, query, top);
        var judge = request.Judge ? new JudgeWords("model at host", ["Target ID: 1, Time range: 0 to 1"], TargetMending.None) : null;
        return Task.FromResult(new ClipAnswer(FakeQueries.Parse(query), [Tube(request)]) { Judge = judge });
    }
}

using Stvg.Core.Frames;
using Stvg.Core.Services;

namespace Stvg.Api.Tests.Fakes;

internal sealed class FakeClips : IClipService
{
    public (ClipRequest Clip, string Query, int Top)? Last { get; private set; }

    public (ClipRequest Clip, Box Box, TimeSpan At)? LastDescription { get; private set; }

    public Task<ClipAnswer> GroundAsync(ClipRequest request, string query, int top, CancellationToken ct) => Answer(request, query, top);

    public Task<ClipAnswer> LocateAsync(ClipRequest request, string query, int top, CancellationToken ct) => Answer(request, query, top);

    public Task<ClipDescription> DescribeAsync(ClipRequest request, Box box, TimeSpan at, CancellationToken ct)
    {
        LastDescription = (request, box, at);
        return Task.FromResult(new ClipDescription(
            Tube(request), "a person in a red jacket walks to the left", [("a person", 0.98f), ("in a red jacket", 0.9f)]));
    }

    private static TubeRecord Tube(ClipRequest request) => Tubes.Record("clip-tube", request.Camera ?? request.Video!, request.From);

    private Task<ClipAnswer> Answer(ClipRequest request, string query, int top)
    {
        if (request.Video is "missing.mp4") throw new ServiceException(ServiceError.NotFound, "there is no video 'missing.mp4'");
        Last = (request, query, top);
        return Task.FromResult(new ClipAnswer(FakeQueries.Parse(query), [Tube(request)]));
    }
}

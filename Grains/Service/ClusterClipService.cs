using Stvg.Core.Correspondences;
using Stvg.Core.Frames;
using Stvg.Core.Services;
using Stvg.Embedded.Live;
using Stvg.Grains.Clips;
using Stvg.Grains.Hosting;
using Stvg.Grains.Interfaces.Wire;

namespace Stvg.Grains.Service;

/// <summary>Grounding of clips in a cluster: watched where a device is free and the file can be read.</summary>
internal sealed class ClusterClipService(ClipDispatch dispatch, SiloParts silo) : IClipService
{
    private readonly VideoFolders _videos = new(silo.Options.Server.MediaFolders, silo.Policy);

    /// <summary>Those of the silo that is asked: silos with other folders list others.</summary>
    public Task<IReadOnlyList<VideoView>> VideosAsync(CancellationToken ct) => Task.FromResult(_videos.List());

    public Task<string> FindVideoAsync(string video, CancellationToken ct) => _videos.FindAsync(video, ct);

    public async Task<ClipAnswer> GroundAsync(ClipRequest request, string query, int top, CancellationToken ct)
    {
        var plan = silo.Planner.Plan(query);
        return (await dispatch.RunAsync(request.ToJob(ClipTask.Ground) with { Query = query, Top = top }, request.Progress, ct)
            .ConfigureAwait(false)).ToAnswer(plan);
    }

    public async Task<ClipAnswer> LocateAsync(ClipRequest request, string query, int top, CancellationToken ct)
    {
        var plan = silo.Planner.Plan(query);
        return (await dispatch.RunAsync(request.ToJob(ClipTask.Locate) with { Query = query, Top = top }, request.Progress, ct)
            .ConfigureAwait(false)).ToAnswer(plan);
    }

    public async Task<ClipDescription> DescribeAsync(ClipRequest request, Box box, TimeSpan at, CancellationToken ct)
    {
        var job = request.ToJob(ClipTask.Describe) with { Box = [box.X, box.Y, box.Width, box.Height], At = at };
        return (await dispatch.RunAsync(job, request.Progress, ct).ConfigureAwait(false)).ToDescription();
    }

    public async Task<ClipMarks> MarkAsync(ClipRequest request, MarkOptions options, bool all, CancellationToken ct)
    {
        var job = request.ToJob(ClipTask.Mark) with
        {
            Frames = options.Frames, Top = options.Top, Diameter = options.Diameter, Outline = options.Outline, All = all,
        };
        return (await dispatch.RunAsync(job, request.Progress, ct).ConfigureAwait(false)).ToMarks();
    }
}

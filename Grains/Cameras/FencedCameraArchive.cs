using Stvg.Embedded.Live;
using Stvg.Storage;

namespace Stvg.Grains.Cameras;

/// <summary>The archive, for one owner of a camera: refused as soon as another one has taken over.</summary>
internal sealed class FencedCameraArchive(IArchive archive, Fence fence) : ICameraArchive
{
    public Task AddTubeletsAsync(IReadOnlyList<StoredTubelet> tubelets, CancellationToken ct) =>
        archive.AddTubeletsAsync(tubelets, fence, ct);

    public Task UpdateCameraAsync(CameraRecord camera, CancellationToken ct) => archive.UpdateCameraAsync(camera, fence, ct);

    public Task AddSegmentAsync(RecordedSegment segment, CancellationToken ct) => archive.AddSegmentAsync(segment, fence, ct);
}

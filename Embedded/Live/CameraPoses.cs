using Stvg.Core.Tubelets.Bodies;
using Stvg.Models.Poses;

namespace Stvg.Embedded.Live;

/// <summary>The pose networks that the cameras of a process share; opened when the first camera asks.</summary>
/// <param name="options">Which model, and whether any.</param>
internal sealed class CameraPoses(ServerOptions options) : IDisposable
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private SharedPoses? _shared;

    /// <summary>One camera's access; null where no poses are looked for.</summary>
    /// <param name="ct">Ends a download.</param>
    /// <exception cref="Core.StvgException">The model cannot be used; the message says why.</exception>
    public async Task<IPoseEstimator?> TakeAsync(CancellationToken ct)
    {
        if (options.PosesPerSecond <= 0) return null;
        await _opening.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            if (_shared is null)
            {
                var watching = new ClipOptions { Detector = options.Detector, Poses = options.Poses, Notify = options.Notify };
                var model = await ModelFiles.PosesAsync(watching, ct).ConfigureAwait(false);
                _shared = SharedPoses.Open(model!, Math.Max(1, Environment.ProcessorCount / 4));
            }

            return _shared.Take();
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>No camera may look any more.</summary>
    public void Dispose()
    {
        _shared?.Dispose();
        _opening.Dispose();
    }
}

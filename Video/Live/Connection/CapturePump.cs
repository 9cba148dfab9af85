using Stvg.Core.Cameras;
using Stvg.Video.Processes;

namespace Stvg.Video.Live.Connection;

/// <summary>
/// Hands the pictures of a capture to FFmpeg, on a thread of its own: a driver may block for seconds, and nobody else waits for it. The thread
/// ends with its next picture, and closes the device then.
/// </summary>
internal sealed class CapturePump
{
    private readonly ICapture _capture;
    private readonly ChildProcess _child;
    private volatile bool _stopped;

    /// <param name="capture">Closed by this when it ends.</param>
    /// <param name="child">FFmpeg, started with an input.</param>
    public CapturePump(ICapture capture, ChildProcess child)
    {
        (_capture, _child) = (capture, child);
        new Thread(Run) { IsBackground = true, Name = $"capture for {child.Id}" }.Start();
    }

    /// <summary>No more pictures; returns at once.</summary>
    public void Stop() => _stopped = true;

    private void Run()
    {
        try
        {
            using (_capture)
            {
                var picture = GC.AllocateUninitializedArray<byte>(_capture.Size.Width * _capture.Size.Height * 3);
                while (!_stopped && _capture.Read(picture)) _child.Input.Write(picture);
            }

            _child.Input.Close();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // FFmpeg is gone; whoever reads its frames is told why.
        }
    }
}

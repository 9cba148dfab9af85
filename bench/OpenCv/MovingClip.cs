using OpenCvSharp;
using Stvg.Core.Evaluation;
using Stvg.Core.Frames;
using Stvg.Core.Tracking;
using Stvg.Video;
using Stvg.Video.OpenCv;

namespace Stvg.Bench;

/// <summary>A clip seen through a <see cref="MovingWindow"/>, with its ground truth moved along.</summary>
/// <param name="Path">The video.</param>
/// <param name="Size">Of its picture.</param>
/// <param name="Views">From the standing camera's picture to the window's, frame by frame.</param>
/// <param name="Tracking">True boxes, cut by the window; who leaves it and comes back has another number.</param>
/// <param name="Grounding">The same with the numbers of the clip.</param>
internal sealed record MovingClip(string Path, FrameSize Size, IReadOnlyList<Similarity> Views, List<MotRow> Tracking, List<MotRow> Grounding)
{
    /// <summary>Of whom less than this share is in the window, is not seen.</summary>
    private const float LeastVisible = 0.5f;

    /// <summary>Frames after which somebody who comes back into the window is somebody else.</summary>
    private const int Visit = 5;

    /// <summary>Writes it. The same input gives the same pictures.</summary>
    /// <param name="video">The clip of the camera that stood.</param>
    /// <param name="truth">Its ground truth.</param>
    /// <param name="window">What is seen of it.</param>
    /// <param name="target">The file to write, AVI.</param>
    /// <param name="frames">No more than so many.</param>
    public static async Task<MovingClip> MakeAsync(string video, IReadOnlyList<MotRow> truth, MovingWindow window, string target, int frames = int.MaxValue)
    {
        var info = await VideoProbe.ProbeAsync(video, default);
        var size = MovingWindow.SizeOf(info.Size);
        var views = new List<Similarity>();
        using (var writer = new VideoWriter(target, FourCC.MJPG, info.Fps, new OpenCvSharp.Size(size.Width, size.Height)))
        using (var picture = new Mat())
        {
            if (!writer.IsOpened()) throw new InvalidOperationException($"OpenCV cannot write '{target}'");
            writer.Set(VideoWriterProperties.Quality, 95);
            var reader = VideoReader.Open(info, new VideoReadOptions { MaxImageSide = 4096 });
            await using (reader)
            {
                await foreach (var frame in reader.ReadAsync(default))
                {
                    using (frame)
                    {
                        if (frame.Number >= frames) break;
                        var view = window.ToWindow(info.Size, frame.Number / info.Fps);
                        views.Add(view);
                        Warp(frame.Image, view, size, picture);
                        writer.Write(picture);
                    }
                }
            }
        }

        var moved = Move(truth, views, size);
        return new MovingClip(target, size, views, Visits(moved), moved);
    }

    /// <summary>The camera's motion as it is known, for comparison with what is estimated.</summary>
    public ICameraMotion KnownMotion() => new Known(Views);

    private static void Warp(ImageView image, Similarity view, FrameSize size, Mat target)
    {
        using var source = new BorrowedMat(image, image.Width, image.Height);
        using var matrix = Mat.FromPixelData(2, 3, MatType.CV_64FC1, new[,] { { view.A, -view.B, view.X }, { view.B, view.A, view.Y } });
        Cv2.WarpAffine(source.Mat, target, matrix, new OpenCvSharp.Size(size.Width, size.Height), InterpolationFlags.Cubic, BorderTypes.Replicate);
    }

    private static List<MotRow> Move(IReadOnlyList<MotRow> truth, List<Similarity> views, FrameSize size)
    {
        var moved = new List<MotRow>();
        foreach (var row in truth)
        {
            if (row.Frame > views.Count) continue;
            var whole = views[row.Frame - 1].Map(row.Box);
            var seen = whole.ClipTo(size.Width, size.Height);
            if (seen.Area >= LeastVisible * whole.Area) moved.Add(row with { Box = seen });
        }

        return moved;
    }

    private static List<MotRow> Visits(List<MotRow> rows)
    {
        var visits = new List<MotRow>(rows.Count);
        var number = 0;
        foreach (var track in rows.GroupBy(r => r.Id))
        {
            var last = int.MinValue / 2;
            foreach (var row in track.OrderBy(r => r.Frame))
            {
                if (row.Frame - last > Visit) number++;
                visits.Add(row with { Id = number });
                last = row.Frame;
            }
        }

        return visits;
    }

    private sealed class Known(IReadOnlyList<Similarity> views) : ICameraMotion
    {
        private int _last = -1;

        public CameraStep Observe(Frame frame, ReadOnlySpan<Box> moving)
        {
            var number = (int)frame.Number;
            var step = _last < 0 || views[_last] == views[number]
                ? CameraStep.Still : CameraStep.Moved(views[_last].Inverse.Then(views[number]), 1);
            _last = number;
            return step;
        }

        public void Restart() => _last = -1;

        public void Dispose() { }
    }
}

using System.Buffers;
using OpenCvSharp;
using Stvg.Core.Frames;

namespace Stvg.Video.OpenCv.Tests;

/// <summary>Made-up pictures: a ground of random patches, of which a window is shown.</summary>
internal sealed class Pictures : IDisposable
{
    public const int Width = 416, Height = 312;

    public static readonly FrameSize Size = new(Width, Height);

    private readonly Mat _ground = new(900, 1200, MatType.CV_8UC3);
    private readonly Random _noise = new(5);
    private int _number;

    public Pictures()
    {
        var random = new Random(11);
        _ground.SetTo(new Scalar(90, 100, 110));
        for (var i = 0; i < 2500; i++)
        {
            var grey = random.Next(30, 220);
            Cv2.Rectangle(
                _ground, new Rect(random.Next(1200), random.Next(900), random.Next(6, 40), random.Next(6, 40)),
                new Scalar(grey, grey + random.Next(-20, 20), grey + random.Next(-20, 20)), -1);
        }

        Cv2.GaussianBlur(_ground, _ground, new Size(3, 3), 0.8);
    }

    /// <summary>What a camera sees of the ground's middle, with a sensor's noise.</summary>
    /// <param name="view">From the picture of a camera at rest to this one's.</param>
    /// <param name="paint">Paints into it what does not belong to the ground.</param>
    public Frame Take(Similarity view, Action<Mat>? paint = null)
    {
        var middle = new Similarity(1, 0, -392, -294).Then(view);
        using var matrix = Mat.FromPixelData(2, 3, MatType.CV_64FC1, new[,] { { middle.A, -middle.B, middle.X }, { middle.B, middle.A, middle.Y } });
        using var picture = new Mat();
        Cv2.WarpAffine(_ground, picture, matrix, new Size(Width, Height), InterpolationFlags.Cubic);
        paint?.Invoke(picture);
        var pixels = new byte[Width * Height * 3];
        System.Runtime.InteropServices.Marshal.Copy(picture.Data, pixels, 0, pixels.Length);
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)Math.Clamp(pixels[i] + _noise.Next(-3, 4), 0, 255);
        return FrameOf(pixels, _number++);
    }

    public static Frame FrameOf(byte[] pixels, int number, int width = Width, int height = Height) => new(
        "made", number, TimeSpan.FromSeconds(number / 10.0), new FrameSize(width, height), new ImageView(pixels, width, height, width * 3), null, new Owner(pixels));

    public void Dispose() => _ground.Dispose();

    private sealed class Owner(byte[] pixels) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory => pixels;

        public void Dispose()
        {
        }
    }
}

using System.Buffers;
using Stvg.Core.Frames;

namespace Stvg.Bench;

/// <summary>Paints made-up scenes: a noisy ground, and a rectangle in a colour of its own for every detection.</summary>
internal sealed class Studio
{
    private const int DetectorWidth = 416, DetectorHeight = 256;

    private readonly FrameSize _size, _picture;
    private readonly byte[] _ground, _pixels, _input = new byte[DetectorWidth * DetectorHeight * 3];

    /// <param name="size">Size of the original; the picture is half as wide and high.</param>
    public Studio(FrameSize size)
    {
        (_size, _picture) = (size, new FrameSize(size.Width / 2, size.Height / 2));
        _ground = new byte[_picture.Width * _picture.Height * 3];
        _pixels = new byte[_ground.Length];
        new Random(3).NextBytes(_ground);
        for (var i = 0; i < _ground.Length; i++) _ground[i] = (byte)(90 + (_ground[i] % 24));
    }

    /// <summary>A frame that is valid until the next is painted.</summary>
    public Frame Paint(int number, ReadOnlySpan<Detection> detections)
    {
        _ground.CopyTo(_pixels, 0);
        for (var i = 0; i < detections.Length; i++)
        {
            var box = detections[i].Box;
            var shade = (byte)(40 + (i * 37 % 200));
            for (var y = Math.Max(0, (int)(box.Y / 2)); y < Math.Min(_picture.Height, (int)(box.Bottom / 2)); y++)
            {
                int left = Math.Max(0, (int)(box.X / 2)), right = Math.Min(_picture.Width, (int)(box.Right / 2));
                if (right > left) _pixels.AsSpan(((y * _picture.Width) + left) * 3, (right - left) * 3).Fill(shade);
            }
        }
        for (var y = 0; y < DetectorHeight; y++)
        {
            var row = y * _picture.Height / DetectorHeight * _picture.Width;
            for (var x = 0; x < DetectorWidth; x++)
                _pixels.AsSpan((row + (x * _picture.Width / DetectorWidth)) * 3, 3).CopyTo(_input.AsSpan(((y * DetectorWidth) + x) * 3, 3));
        }
        return new Frame(
            "bench", number, TimeSpan.Zero, _size, new ImageView(_pixels, _picture.Width, _picture.Height, _picture.Width * 3),
            new DetectorInput(new ImageView(_input, DetectorWidth, DetectorHeight, DetectorWidth * 3), DetectorWidth, DetectorHeight), MemoryPool<byte>.Shared.Rent(1));
    }

}

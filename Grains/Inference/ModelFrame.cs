using System.Buffers;
using Stvg.Core;
using Stvg.Core.Frames;
using Stvg.Grains.Interfaces.Wire;

namespace Stvg.Grains.Inference;

/// <summary>Frames at a model's input size, on their way between silos: only the rows and columns that carry the picture travel.</summary>
internal static class ModelFrame
{
    /// <summary>The bytes of a frame's detector input.</summary>
    public static DetectionRequest Request(LineRequest line, Frame frame)
    {
        var input = frame.DetectorInput ?? throw new ArgumentException("the frame carries no detector input", nameof(frame));
        var pixels = new byte[input.ContentWidth * input.ContentHeight * 3];
        for (var y = 0; y < input.ContentHeight; y++)
            input.View.Row(y)[..(input.ContentWidth * 3)].CopyTo(pixels.AsSpan(y * input.ContentWidth * 3));
        return new DetectionRequest(line, frame.Number, input.ContentWidth, input.ContentHeight, pixels);
    }

    /// <summary>The frame again, black where it carried no picture; to be disposed.</summary>
    /// <exception cref="StvgException">It does not fit the model's input.</exception>
    public static Frame Of(DetectionRequest request, FrameSize inputSize)
    {
        int width = (int)inputSize.Width, height = (int)inputSize.Height, row = request.ContentWidth * 3;
        if (request.ContentWidth < 1 || request.ContentWidth > width || request.ContentHeight < 1 || request.ContentHeight > height
            || request.Pixels.Length != row * request.ContentHeight)
        {
            throw new StvgException(
                $"a frame of {request.ContentWidth}x{request.ContentHeight} in {request.Pixels.Length} bytes does not fit the input of {inputSize}");
        }

        var buffer = MemoryPool<byte>.Shared.Rent(width * height * 3);
        var pixels = buffer.Memory[..(width * height * 3)];
        pixels.Span.Clear();
        for (var y = 0; y < request.ContentHeight; y++) request.Pixels.AsSpan(y * row, row).CopyTo(pixels.Span[(y * width * 3)..]);
        var view = new ImageView(pixels, width, height, width * 3);
        return new Frame(
            request.Line.CameraId, request.Frame, TimeSpan.Zero, new FrameSize(request.Line.Width, request.Line.Height),
            view, new DetectorInput(view, request.ContentWidth, request.ContentHeight), buffer);
    }
}

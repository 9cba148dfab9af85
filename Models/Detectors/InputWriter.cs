using Stvg.Core.Frames;
using Stvg.Models.Catalogue;

namespace Stvg.Models.Detectors;

/// <summary>
/// Writes pictures into a network's input tensor. Every byte value of every channel is normalised beforehand, so that a
/// pixel costs three look-ups; the padding is written only when the picture's place changes.
/// </summary>
internal sealed class InputWriter
{
    private readonly InputFormat _format;
    private readonly FrameSize _size;
    private readonly Memory<float> _tensor;
    private readonly float[][] _tables; // by place of B, G, R in the picture
    private FrameSize _content;

    /// <param name="format">Layout and normalisation.</param>
    /// <param name="size">The tensor's picture size.</param>
    /// <param name="tensor">3 x height x width values, in the format's layout.</param>
    public InputWriter(InputFormat format, FrameSize size, Memory<float> tensor)
    {
        (_format, _size, _tensor) = (format, size, tensor);
        _tables = [.. Enumerable.Range(0, 3).Select(source => Table(format, ChannelOf(source)))];
    }

    /// <summary>Where the picture's top-left corner lies in the input, pixels.</summary>
    public (int X, int Y) Offset(FrameSize content) => _format.Letterbox == Letterbox.Center
        ? ((_size.Width - content.Width) / 2, (_size.Height - content.Height) / 2) : (0, 0);

    /// <summary>Writes the picture in the top-left corner of <paramref name="input"/>.</summary>
    public void Write(DetectorInput input)
    {
        var content = new FrameSize(input.ContentWidth, input.ContentHeight);
        if (content != _content) FillPadding();
        _content = content;
        var (x, y) = Offset(content);
        for (var row = 0; row < content.Height; row++)
        {
            var pixels = input.View.Row(row)[..(3 * content.Width)];
            var start = ((row + y) * _size.Width) + x;
            if (_format.Layout == TensorLayout.Nchw) WritePlanes(pixels, start);
            else WriteInterleaved(pixels, start);
        }
    }

    private void WritePlanes(ReadOnlySpan<byte> pixels, int start)
    {
        for (var source = 0; source < 3; source++)
        {
            ReadOnlySpan<float> table = _tables[source];
            var plane = _tensor.Span.Slice((ChannelOf(source) * _size.Width * _size.Height) + start, pixels.Length / 3);
            for (int i = 0, p = source; i < plane.Length; i++, p += 3) plane[i] = table[pixels[p]];
        }
    }

    private void WriteInterleaved(ReadOnlySpan<byte> pixels, int start)
    {
        var target = _tensor.Span.Slice(3 * start, pixels.Length);
        for (var source = 0; source < 3; source++)
        {
            ReadOnlySpan<float> table = _tables[source];
            for (int p = source, t = ChannelOf(source); p < pixels.Length; p += 3, t += 3) target[t] = table[pixels[p]];
        }
    }

    private void FillPadding()
    {
        var tensor = _tensor.Span;
        var plane = _size.Width * _size.Height;
        for (var source = 0; source < 3; source++)
        {
            var value = _tables[source][_format.PadValue];
            if (_format.Layout == TensorLayout.Nchw) tensor.Slice(ChannelOf(source) * plane, plane).Fill(value);
            else for (var t = ChannelOf(source); t < tensor.Length; t += 3) tensor[t] = value;
        }
    }

    // Pictures are BGR.
    private int ChannelOf(int source) => _format.Channels == ChannelOrder.Bgr ? source : 2 - source;

    private static float[] Table(InputFormat format, int channel) =>
        [.. Enumerable.Range(0, 256).Select(v => ((v * format.Scale) - format.Mean[channel]) / format.Std[channel])];
}

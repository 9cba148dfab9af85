using Stvg.Core.Frames;
using Stvg.Models.Catalogue;
using Stvg.Models.Detectors;

namespace Stvg.Models.Tests.Detectors;

public sealed class InputTests
{
    private static readonly InputFormat s_nanodet = ModelCatalogue.BuiltIn.Get("nanodet").Input!;

    [Theory]
    [InlineData(768, 576, 416, 320)]
    [InlineData(640, 480, 416, 320)]
    [InlineData(1920, 1080, 416, 256)]
    [InlineData(768, 432, 416, 256)]
    [InlineData(1080, 1920, 256, 416)]
    [InlineData(500, 500, 416, 416)]
    [InlineData(1919, 1079, 416, 256)]
    [InlineData(4000, 100, 416, 32)]
    [InlineData(1, 1, 416, 416)]
    public void Input_size_follows_the_aspect_ratio_in_steps(int width, int height, int inputWidth, int inputHeight) =>
        Assert.Equal(new FrameSize(inputWidth, inputHeight), InputGeometry.Choose(new(width, height), s_nanodet));

    [Theory]
    [InlineData(768, 576, 416, 312)]
    [InlineData(1919, 1079, 416, 234)]
    [InlineData(4000, 1, 416, 1)]
    public void Picture_fills_the_width_or_the_height(int width, int height, int contentWidth, int contentHeight) =>
        Assert.Equal(new FrameSize(contentWidth, contentHeight),
            InputGeometry.Fit(new(width, height), InputGeometry.Choose(new(width, height), s_nanodet)));

    [Fact]
    public void Planes_are_normalised_and_padded_with_black()
    {
        var tensor = new float[3 * 2 * 3];
        var writer = new InputWriter(s_nanodet, new(3, 2), tensor);
        writer.Write(new(new(new byte[] { 10, 20, 30, 40, 50, 60, 9, 9, 9 }, 3, 1, 9), 2, 1));
        float Value(int channel, int v) => (v - s_nanodet.Mean[channel]) / s_nanodet.Std[channel];
        float[] expected =
        [
            Value(0, 10), Value(0, 40), Value(0, 0), Value(0, 0), Value(0, 0), Value(0, 0),
            Value(1, 20), Value(1, 50), Value(1, 0), Value(1, 0), Value(1, 0), Value(1, 0),
            Value(2, 30), Value(2, 60), Value(2, 0), Value(2, 0), Value(2, 0), Value(2, 0),
        ];
        Assert.Equal(expected, tensor);
    }

    [Fact]
    public void Interleaved_red_first_in_the_middle()
    {
        var format = new InputFormat { Layout = TensorLayout.Nhwc, Scale = 1, Letterbox = Letterbox.Center, PadValue = 7 };
        var tensor = new float[3 * 3 * 1];
        new InputWriter(format, new(3, 1), tensor).Write(new(new(new byte[] { 1, 2, 3, 0, 0, 0, 0, 0, 0 }, 3, 1, 9), 1, 1));
        Assert.Equal([7f, 7, 7, 3, 2, 1, 7, 7, 7], tensor);
    }

    [Fact]
    public void Picture_that_becomes_smaller_leaves_no_rest_of_the_one_before()
    {
        var format = new InputFormat { Scale = 1 };
        var tensor = new float[3 * 2];
        var writer = new InputWriter(format, new(2, 1), tensor);
        writer.Write(new(new(new byte[] { 1, 1, 1, 2, 2, 2 }, 2, 1, 6), 2, 1));
        writer.Write(new(new(new byte[] { 3, 3, 3, 4, 4, 4 }, 2, 1, 6), 1, 1));
        Assert.Equal([3f, 0, 3, 0, 3, 0], tensor);
    }

    [Fact]
    public void Halving_a_picture_averages_and_keeps_flat_parts_flat()
    {
        // Eight columns, left half 0, right half 200.
        byte[] row = [.. Enumerable.Range(0, 24).Select(i => (byte)(i < 12 ? 0 : 200))];
        byte[] pixels = [.. Enumerable.Range(0, 4).SelectMany(_ => row)];
        var input = DetectorInputBuilder.Build(new(pixels, 8, 4, 24), new(4, 4));
        Assert.Equal((4, 2), (input.ContentWidth, input.ContentHeight));
        byte[] expected = [0, 0, 0, 25, 25, 25, 175, 175, 175, 200, 200, 200];
        Assert.Equal(expected, input.View.Row(0).ToArray());
        Assert.Equal(expected, input.View.Row(1).ToArray());
        Assert.Equal(new byte[12], input.View.Row(2).ToArray());
    }

    [Fact]
    public void Enlarging_a_picture_interpolates()
    {
        var input = DetectorInputBuilder.Build(new(new byte[] { 0, 0, 0, 100, 100, 100 }, 2, 1, 6), new(4, 4));
        Assert.Equal([0, 25, 75, 100], input.View.Row(0).ToArray().Where((_, i) => i % 3 == 0).Select(v => (int)v));
    }
}

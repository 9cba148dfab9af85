using OpenCvSharp;
using Stvg.Core.Frames;

namespace Stvg.Video.OpenCv.Tests;

public sealed class MixtureBackgroundTests : IDisposable
{
    private static readonly Rect s_there = new(200, 120, 60, 80);

    private readonly Pictures _pictures = new();
    private readonly MixtureBackground _model = new();

    public void Dispose()
    {
        _pictures.Dispose();
        _model.Dispose();
    }

    [Fact]
    public void Who_comes_in_is_foreground_and_nothing_else_is()
    {
        See(40);
        Assert.Equal(0, Share(new Rect(0, 0, Pictures.Width, Pictures.Height)));
        See(1, picture => Cv2.Rectangle(picture, s_there, new Scalar(20, 20, 20), -1));
        Assert.InRange(Share(s_there), 0.85, 1);
        Assert.Equal(0, Share(new Rect(20, 20, 120, 250)));
        Assert.Equal((192, 144), (_model.Columns, _model.Rows));
    }

    [Fact]
    public void A_shadow_and_slow_light_are_background()
    {
        See(40);
        See(1, picture =>
        {
            using var part = new Mat(picture, s_there);
            part.ConvertTo(part, -1, 0.72, 0);
        });
        Assert.InRange(Share(s_there), 0, 0.15);
        for (var i = 0; i < 300; i++)
        {
            var lighter = i / 10.0;
            See(1, picture => picture.ConvertTo(picture, -1, 1, lighter)); // by 30 grey levels within half a minute
        }

        Assert.InRange(Share(new Rect(0, 0, Pictures.Width, Pictures.Height)), 0, 0.03);
    }

    [Fact]
    public void What_goes_on_all_the_time_is_background()
    {
        // Something that is here one frame and there the next: a branch, a lamp.
        void Branch(Mat picture, int i) => Cv2.Rectangle(picture, new Rect(s_there.X + (30 * (i % 2)), s_there.Y, 30, 60), new Scalar(20, 60, 20), -1);
        for (var i = 0; i < 400; i++)
        {
            var at = i;
            See(1, picture => Branch(picture, at));
        }

        Assert.InRange(Share(s_there), 0, 0.05);
    }

    [Fact]
    public void After_a_restart_what_is_seen_first_is_the_background()
    {
        See(20);
        _model.Restart();
        See(40, picture => Cv2.Rectangle(picture, s_there, new Scalar(20, 20, 20), -1));
        Assert.Equal(0, Share(s_there));
        See(1);
        Assert.InRange(Share(s_there), 0.7, 1);
        Assert.Equal(_model.Picture.Length, _model.Background().Length);
    }

    private void See(int frames, Action<Mat>? paint = null)
    {
        for (var i = 0; i < frames; i++)
        {
            using var frame = _pictures.Take(Similarity.Identity, paint);
            _model.Observe(frame);
        }
    }

    /// <summary>The share of a place that is foreground.</summary>
    private double Share(Rect place)
    {
        var (foreground, all) = (0, 0);
        for (var y = place.Y * _model.Rows / Pictures.Height; y < place.Bottom * _model.Rows / Pictures.Height; y++)
        {
            for (var x = place.X * _model.Columns / Pictures.Width; x < place.Right * _model.Columns / Pictures.Width; x++)
            {
                all++;
                if (_model.Foreground[(y * _model.Columns) + x] != 0) foreground++;
            }
        }

        return (double)foreground / all;
    }
}

using System.Globalization;
using Stvg.Core;
using Stvg.Core.Frames;
using Stvg.Video.Processes;
using Stvg.Video.Rendering;

namespace Stvg.Video.Live;

/// <summary>Sizes of pictures in, and of JPEGs out.</summary>
internal readonly record struct PictureFormat(int Width, int Height, int JpegWidth);

/// <summary>One FFmpeg that turns pictures of one size into JPEGs, one after the other.</summary>
internal sealed class PictureLine : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private static readonly byte[] s_end = [0xFF, 0xD9];

    private readonly PictureFormat _format;
    private readonly FfmpegLog _log = new("pipe:0", text => text);
    private readonly SemaphoreSlim _turn = new(1);
    private ChildProcess? _child;
    private byte[] _buffer = new byte[64 * 1024];
    private int _filled;
    private long _written, _read;
    private bool _isOver;

    public PictureLine(PictureFormat format) => _format = format;

    /// <summary>When it was asked last, on its owner's clock.</summary>
    public long UsedAt { get; set; }

    /// <exception cref="StvgException">FFmpeg is missing or failed, or this is over.</exception>
    public async Task<byte[]> EncodeAsync(ImageView image, CancellationToken ct)
    {
        await _turn.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            if (_isOver) throw new StvgException("cannot make a picture: its encoder has ended");
            _child ??= Start();
            // A picture that was begun is finished: one that is broken off would leave half of it in the pipe.
            var exchange = ExchangeAsync(_child, image);
            using var patience = new CancellationTokenSource();
            var late = Task.Delay(s_patience, patience.Token);
            // One that hangs is ended, and then the exchange is over, too: nobody reads the picture any more.
            if (await Task.WhenAny(exchange, late).ConfigureAwait(false) == late) _child.Kill();
            await patience.CancelAsync().ConfigureAwait(false);
            return await exchange.ConfigureAwait(false);
        }
        catch (IOException e)
        {
            _isOver = true;
            _child!.Kill();
            throw new StvgException($"cannot make a picture: {RenderRun.Reason(_log, await _child.WaitAsync().ConfigureAwait(false))}", e);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        _isOver = true;
        if (_child is not null) await _child.DisposeAsync().ConfigureAwait(false);
        _child = null;
        _turn.Release();
    }

    private ChildProcess Start()
    {
        var scale = string.Create(CultureInfo.InvariantCulture, $"scale={_format.JpegWidth}:-2:flags=area");
        return ChildProcess.Start(
            FfmpegPrograms.Ffmpeg,
            [
                "-hide_banner", "-nostats", "-loglevel", "level+error", "-fflags", "nobuffer", "-probesize", "32", "-analyzeduration", "0",
                "-f", "rawvideo", "-pixel_format", "bgr24", "-video_size", new FrameSize(_format.Width, _format.Height).ToString(),
                "-framerate", "25", "-i", "pipe:0", "-filter_threads", "1", "-vf", scale, "-fps_mode", "passthrough", "-threads", "1",
                "-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-q:v", "5", "-f", "image2pipe", "-flush_packets", "1", "pipe:1",
            ],
            _log.Add, withInput: true);
    }

    /// <summary>
    /// FFmpeg keeps the newest picture to itself until another one comes, so each is written twice; the first JPEG of one of the two is
    /// the answer, and what is left of earlier pictures is passed over.
    /// </summary>
    private async Task<byte[]> ExchangeAsync(ChildProcess child, ImageView image)
    {
        var wanted = _written + 1;
        var writing = WriteTwiceAsync(child.Input, image);
        try
        {
            while (true)
            {
                var jpeg = await ReadAsync(child.Output).ConfigureAwait(false);
                if (++_read >= wanted) return jpeg;
            }
        }
        finally
        {
            await writing.ConfigureAwait(false);
            _written += 2;
        }
    }

    private static async Task WriteTwiceAsync(Stream input, ImageView image)
    {
        for (var time = 0; time < 2; time++)
        {
            if (image.Stride == image.Width * 3)
            {
                await input.WriteAsync(image.Pixels[..(image.Height * image.Stride)]).ConfigureAwait(false);
                continue;
            }

            // Without the gap that another view may lie in.
            for (var y = 0; y < image.Height; y++)
                await input.WriteAsync(image.Pixels.Slice(y * image.Stride, image.Width * 3)).ConfigureAwait(false);
        }

        await input.FlushAsync().ConfigureAwait(false);
    }

    /// <summary>One JPEG: in its data the marker of its end cannot occur.</summary>
    private async Task<byte[]> ReadAsync(Stream output)
    {
        for (var searched = 0; ;)
        {
            var end = _buffer.AsSpan(searched, _filled - searched).IndexOf(s_end);
            if (end >= 0)
            {
                var length = searched + end + s_end.Length;
                var jpeg = _buffer[..length];
                _buffer.AsSpan(length, _filled - length).CopyTo(_buffer);
                _filled -= length;
                return jpeg;
            }

            searched = Math.Max(0, _filled - 1);
            if (_filled == _buffer.Length) Array.Resize(ref _buffer, 2 * _buffer.Length);
            var read = await output.ReadAsync(_buffer.AsMemory(_filled)).ConfigureAwait(false);
            if (read == 0) throw new EndOfStreamException("FFmpeg ended");
            _filled += read;
        }
    }
}

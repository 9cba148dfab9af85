using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Stvg.Api.Hosting;
using Stvg.Api.Security;
using Stvg.Core.Services;

namespace Stvg.Api.Problems;

/// <summary>Turns every error into a problem document: exceptions, and statuses that come without a body.</summary>
internal sealed class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
            var response = http.Response;
            if (response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
                await new Problem(response.StatusCode, Problem.Describe(response.StatusCode)).WriteAsync(http);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left who could be told; what the client's leaving broke is not an error of the server.
            logger.ClientLeft(http.Request.Method, http.Request.Path.ToUriComponent());
        }
        catch (Exception error) when (!http.Response.HasStarted)
        {
            var problem = Problem.Of(error);
            // What the service says cannot be done now is no mistake of anybody's, and says all there is to say.
            if (problem.Status >= StatusCodes.Status500InternalServerError && error is not ServiceException)
                logger.RequestFailed(error, http.Request.Method, http.Request.Path.ToUriComponent(), problem.Status, http.TraceIdentifier);
            http.Response.Clear();
            SecurityHeaders.Set(http.Response.Headers);
            await problem.WriteAsync(http);
        }
    }
}

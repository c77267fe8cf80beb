FROM nvidia/cuda:12.1.1-cudnn8-runtime-ubuntu22.04
ENV TOKENIZERS_PARALLELISM=false HF_HOME=/models MAX_TOKENS=4096 TOKEN_LIMIT=2048 NVIDIA_REQUIRE_CUDA="cuda>=12.1"
ARG PIP_INDEX_URL=https://pypi.org/simple
RUN pip install --no-cache-dir --index-url ${PIP_INDEX_URL} torch==2.3.0
COPY requirements.txt .
RUN pip install -r requirements.txt
COPY app /app
CMD ["uvicorn", "app:main", "--host", "0.0.0.0"]

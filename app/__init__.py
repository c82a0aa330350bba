"""暖房 Nuanfang: survey, assessment and retrofit plans for North China farmhouses."""

__version__ = "0.1.0"

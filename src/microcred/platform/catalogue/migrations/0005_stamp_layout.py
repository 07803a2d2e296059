from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0004_achievement_stamp")]

    operations = [
        migrations.AddField(
            model_name="stamp",
            name="layout",
            field=models.IntegerField(default=0),
        ),
    ]
